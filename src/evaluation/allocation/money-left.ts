import type { Reader } from '../../database/database.js';
import type { BudgetEntity } from '../../provisions/funding/budget.entity.js';
import { readCommitted } from './read-offered.js';

/**
 * What of a budget is not bound by places that are or were agreed in its period: its amount less the price of each of
 * these places on its days. May be below 0.
 */
export async function moneyLeft(reader: Reader, budget: BudgetEntity, asOf: string): Promise<number> {
  const { ownerId, startDate, endDate, fundingSourceId, amountPence } = budget;
  const days = { from: startDate, to: endDate };
  return amountPence - (await readCommitted(reader, { ownerId, days, fundingSourceId, asOf }));
}
