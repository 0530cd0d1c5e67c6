import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import { json } from '../database/row-codec.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import type { AreaOfNeed } from '../provisions/provision-words.js';
import type { PlanKind, PlanStatus } from './plan-words.js';

/**
 * One Assess-Plan-Do-Review cycle of a pupil. Sensitive as a whole: that a pupil has one is not in the change feed,
 * which is read without `sensitive:read`.
 */
@FactEntity('plan', { resource: 'plans', naturalKey: ['sourceSystem', 'sourceId'] })
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_plan_id', ['id'], { unique: true })
@Index('uq_plan_active_key', ['ownerId', 'activeKey'], { unique: true })
@Index('uq_plan_cycle', ['ownerId', 'pupilId', 'kind', 'cycle'], { unique: true })
@Index('uq_plan_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('ix_plan_review_due', ['ownerId', 'reviewDue', 'id'])
@Index('ix_plan_recorded_at', ['ownerId', 'recordedAt'])
export class PlanEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 12 })
  kind!: PlanKind;

  /** 1 for the pupil's first plan of the kind. */
  @Column({ type: 'integer' })
  cycle!: number;

  @Column({ type: 'varchar', length: 10 })
  status!: PlanStatus;

  /** Pupil and kind while the plan is open. */
  @Column({ type: 'varchar', length: 60, nullable: true })
  activeKey!: string | null;

  /** Who answers for the plan. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  coordinatorStaffId!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  startDate!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  reviewDue!: string | null;

  /** The meeting of the signed review that ended the cycle. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  reviewedOn!: string | null;

  /** The day on which it was closed. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  endDate!: string | null;

  /** Why it was closed. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  closedReason!: string | null;

  /** The cycle from whose review this one was opened. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  previousPlanId!: string | null;

  /** Codes of the subjects that it covers; null for all. */
  @Column({ type: 'text', nullable: true, transformer: json })
  subjects!: string[] | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  areaOfNeed!: AreaOfNeed | null;

  @Column({ type: 'text', nullable: true })
  strengths!: string | null;

  @Column({ type: 'text', nullable: true })
  needs!: string | null;

  /** What was planned, in general; who does what is in the items. */
  @Column({ type: 'text', nullable: true })
  approach!: string | null;

  /** When the local authority issued the EHC plan. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  ehcIssuedOn!: string | null;

  /** The annual review before this cycle. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  ehcLastReviewedOn!: string | null;

  /** The local authority's reference. */
  @Column({ type: 'varchar', length: 60, nullable: true })
  ehcReference!: string | null;

  /** When the pupil goes on to the next phase of education. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  phaseTransferOn!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
