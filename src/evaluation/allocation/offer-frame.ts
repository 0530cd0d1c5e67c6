import type { Reader } from '../../database/database.js';
import { BudgetEntity } from '../../provisions/funding/budget.entity.js';
import type { AllocationEntity } from './allocation.entity.js';
import type { OfferFrame } from './read-offered.js';

/** What an allocation's places are looked for by on a day: none of its days that have gone. */
export async function offerFrameOf(
  reader: Reader,
  { ownerId, periodStart, periodEnd, budgetId }: AllocationEntity,
  today: string,
): Promise<OfferFrame> {
  const budget =
    budgetId === null
      ? null
      : await reader.selectOne(BudgetEntity, 'where owner_id = ? and id = ?', [ownerId, budgetId]);
  return {
    ownerId,
    days: { from: periodStart > today ? periodStart : today, to: periodEnd },
    fundingSourceId: budget?.fundingSourceId ?? null,
    asOf: today,
  };
}
