import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { PlanEntity } from '../plan.entity.js';

/** Who does what, how often: one item of what a plan does. */
@FactEntity('plan_item', { resource: 'plan-items' })
@ForeignKey(() => PlanEntity, ['ownerId', 'pupilId', 'planId'], ['ownerId', 'pupilId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_plan_item_id', ['id'], { unique: true })
export class PlanItemEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  planId!: string;

  /** The outcome that it serves. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  outcomeId!: string | null;

  @Column({ type: 'varchar', length: 1000 })
  what!: string;

  /** In words: a parent, a service, a role. */
  @Column({ type: 'varchar', length: 120, nullable: true })
  who!: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  staffId!: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  frequency!: string | null;

  /** Key of the kind of provision that it specifies. */
  @Column({ type: 'varchar', length: 60, nullable: true })
  provisionTypeKey!: string | null;

  /** The intervention by which it is done. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  interventionId!: string | null;

  /** The recommendation that was accepted, where one was. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  recommendationId!: string | null;
}
