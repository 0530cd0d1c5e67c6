import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import type { ContributionAuthor } from '../plan-words.js';
import { PlanEntity } from '../plan.entity.js';

/** The views of a pupil or a parent on a plan. */
@FactEntity('plan_contribution', { resource: 'plan-contributions' })
@ForeignKey(() => PlanEntity, ['ownerId', 'pupilId', 'planId'], ['ownerId', 'pupilId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_plan_contribution_id', ['id'], { unique: true })
export class PlanContributionEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  planId!: string;

  /** The signed review in which it was heard; from then on it stays as it is. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  reviewId!: string | null;

  @Column({ type: 'varchar', length: 12 })
  author!: ContributionAuthor;

  /** Of a parent who is no known contact; null for the pupil. */
  @Column({ type: 'varchar', length: 120, nullable: true })
  authorName!: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  contactId!: string | null;

  @Column({ type: 'varchar', length: 10 })
  date!: string;

  @Column({ type: 'text' })
  views!: string;

  @Column({ type: 'varchar', length: 36 })
  recordedByStaffId!: string;
}
