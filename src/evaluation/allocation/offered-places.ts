import { dayNumber } from '../../common/dates.js';
import type { CostedProvision } from '../../provisions/costs/cost-facts.js';
import { WHOLE } from '../../provisions/costs/funding.js';
import { proRata, provisionCosts } from '../../provisions/costs/provision-costs.js';

/** First and last day. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** The days that two spans have in common; null for none. */
export function commonDays(a: Days, b: Days): Days | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return to < from ? null : { from, to };
}

/** Places of a group that are not taken on any of some days: as many as on the fullest of them. */
export function freePlaces(capacity: number, held: readonly Days[], { from, to }: Days): number {
  // A count only rises on a day on which a place begins.
  const days = [from, ...held.map((it) => it.from).filter((it) => it > from && it <= to)];
  const most = Math.max(...days.map((day) => held.filter((it) => it.from <= day && day <= it.to).length));
  return Math.max(0, capacity - most);
}

/**
 * What one place of a group costs on some of its days, in whole pence: the planned cost of these days shared among as
 * many pupils as it has places. A place so costs the same whoever else has one, and a full group its planned cost. Of
 * a group that several sources pay, only what the given one bears; all of it where nothing is said of who pays. Null
 * where nothing of the cost is known.
 */
export function placePence(
  provision: CostedProvision,
  capacity: number,
  days: Days,
  fundingSourceId: string | null,
): number | null {
  const costs = provisionCosts({ provision, places: [], sessions: [] }, provision.startDate);
  if (!costs) return null;
  const within = commonDays(days, { from: provision.startDate, to: provision.endDate });
  if (!within) return 0;
  const price = proRata(
    costs.planned.totalPence,
    lengthOf(within),
    lengthOf({ from: provision.startDate, to: provision.endDate }) * capacity,
  );
  const { funding } = provision;
  if (fundingSourceId === null || funding === null || funding.length === 0) return price;
  const share = funding.find((it) => it.fundingSourceId === fundingSourceId)?.shareBasisPoints ?? 0;
  return proRata(price, share, WHOLE);
}

function lengthOf({ from, to }: Days): number {
  return dayNumber(to) - dayNumber(from) + 1;
}
