import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import type { EhcRecommendation, ReviewPurpose } from '../plan-words.js';
import { PlanEntity } from '../plan.entity.js';
import type { Invitation, NextStep, ReviewedOutcome } from './review-record.js';

/** A review meeting of a plan. Once it is signed nothing of it changes. */
@FactEntity('plan_review', { resource: 'plan-reviews' })
@ForeignKey(() => PlanEntity, ['ownerId', 'pupilId', 'planId'], ['ownerId', 'pupilId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_plan_review_id', ['id'], { unique: true })
export class PlanReviewEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  planId!: string;

  @Column({ type: 'varchar', length: 12 })
  purpose!: ReviewPurpose;

  @Column({ type: 'varchar', length: 10 })
  meetingDate!: string;

  @Column({ type: 'text', transformer: json })
  invitations!: Invitation[];

  @Column({ type: 'text', transformer: json })
  outcomes!: ReviewedOutcome[];

  @Column({ type: 'text', nullable: true })
  summary!: string | null;

  @Column({ type: 'text', transformer: json })
  nextSteps!: NextStep[];

  /** What an annual review asks of the local authority. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  recommendation!: EhcRecommendation | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  signedByStaffId!: string | null;

  @Column({ type: 'varchar', length: 24, nullable: true })
  signedAt!: string | null;
}
