import { SourceDto } from '../../common/source.dto.js';
import { sourceKey } from '../../common/source.js';
import type { BudgetEntity } from './budget.entity.js';

/** What a funding source has for a period. */
export class BudgetView {
  id!: string;
  schoolId!: string;
  fundingSourceId!: string;
  /** @example '2026-04-01' */
  startDate!: string;
  /** The last day. @example '2027-03-31' */
  endDate!: string;
  /** @example 4545000 */
  amountPence!: number;
  /** @example '30 pupils at £1,515' */
  note!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toBudgetView(row: BudgetEntity): BudgetView {
  const { id, ownerId, fundingSourceId, startDate, endDate, amountPence, note } = row;
  return {
    id,
    schoolId: ownerId,
    fundingSourceId,
    startDate,
    endDate,
    amountPence,
    note,
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
