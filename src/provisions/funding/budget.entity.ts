import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { FundingSourceEntity } from './funding-source.entity.js';

/** What a funding source has for a period. Periods of one source do not overlap. */
@FactEntity('budget', {
  resource: 'budgets',
  naturalKey: ['fundingSourceId', 'startDate', 'sourceSystem', 'sourceId'],
})
@ForeignKey(() => FundingSourceEntity, ['ownerId', 'fundingSourceId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_budget_id', ['id'], { unique: true })
@Index('uq_budget_start', ['ownerId', 'fundingSourceId', 'startDate'], { unique: true })
@Index('uq_budget_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
export class BudgetEntity extends FactRow {
  @Column({ type: 'varchar', length: 36 })
  fundingSourceId!: string;

  @Column({ type: 'varchar', length: 10 })
  startDate!: string;

  /** The last day. */
  @Column({ type: 'varchar', length: 10 })
  endDate!: string;

  @Column({ type: 'integer' })
  amountPence!: number;

  @Column({ type: 'varchar', length: 500, nullable: true })
  note!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
