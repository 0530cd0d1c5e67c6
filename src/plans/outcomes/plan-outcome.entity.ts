import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import type { AreaOfNeed } from '../../provisions/provision-words.js';
import type { OutcomeResult } from '../plan-words.js';
import { PlanEntity } from '../plan.entity.js';

/** A SMART outcome of a plan: what, how it is measured, from where to where, by when. */
@FactEntity('plan_outcome', { resource: 'plan-outcomes', naturalKey: ['sourceSystem', 'sourceId'] })
@ForeignKey(() => PlanEntity, ['ownerId', 'pupilId', 'planId'], ['ownerId', 'pupilId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_plan_outcome_id', ['id'], { unique: true })
@Index('uq_plan_outcome_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('ix_plan_outcome_recorded_at', ['ownerId', 'recordedAt'])
export class PlanOutcomeEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  planId!: string;

  @Column({ type: 'varchar', length: 1000 })
  outcome!: string;

  @Column({ type: 'varchar', length: 500 })
  measure!: string;

  @Column({ type: 'varchar', length: 200 })
  baseline!: string;

  @Column({ type: 'varchar', length: 200 })
  target!: string;

  @Column({ type: 'varchar', length: 10 })
  byDate!: string;

  @Column({ type: 'varchar', length: 40, nullable: true })
  areaOfNeed!: AreaOfNeed | null;

  /** Null until a review says. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  result!: OutcomeResult | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  resultOn!: string | null;

  /** Where the pupil stood then, in the same measure. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  achieved!: string | null;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  comment!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
