import { addDays, daysBetween } from '../../common/dates.js';
import { apportion } from '../../provisions/costs/apportion.js';
import type { CostFacts } from '../../provisions/costs/cost-facts.js';
import { fundedBy } from '../../provisions/costs/funding.js';
import { provisionCosts } from '../../provisions/costs/provision-costs.js';

/** A span of days, both ends included. */
export interface Period {
  readonly start: string;
  readonly end: string;
}

/** What a school spends in a period on one category of provision out of one funding source. */
export interface Spent {
  readonly category: string;
  /** Null: nothing is said of who pays. */
  readonly fundingSourceId: string | null;
  plannedPence: number;
  toDatePence: number;
}

/** A provision with its category. */
export interface CategorisedFacts {
  readonly category: string;
  readonly facts: CostFacts;
}

/**
 * Spending by category and funding source in a period: planned by the days of each provision that fall in it, and to
 * date what was spent by `asOf`, or the period's end, less what had been spent before it began. Provisions of whose cost
 * nothing is known are counted.
 */
export function spendingOf(
  provisions: readonly CategorisedFacts[],
  { start, end }: Period,
  asOf: string,
): { spent: Spent[]; unknown: number } {
  const spent = new Map<string, Spent>();
  let unknown = 0;
  const until = asOf < end ? asOf : end;
  for (const { category, facts } of provisions) {
    const now = provisionCosts(facts, until);
    const before = provisionCosts(facts, addDays(start, -1));
    if (!now || !before) {
      unknown += 1;
      continue;
    }
    const planned = fundedBy(
      plannedWithin(facts, now.planned.totalPence, { start, end }),
      facts.provision.funding,
    );
    const begun = until < start ? 0 : now.toDate.totalPence - before.toDate.totalPence;
    const toDate = fundedBy(begun, facts.provision.funding);
    planned.forEach(({ fundingSourceId, pence }, i) => {
      const key = `${category} ${fundingSourceId ?? ''}`;
      const row = spent.get(key) ?? { category, fundingSourceId, plannedPence: 0, toDatePence: 0 };
      row.plannedPence += pence;
      row.toDatePence += toDate[i]!.pence;
      spent.set(key, row);
    });
  }
  return { spent: [...spent.values()], unknown };
}

/** The part of a provision's planned cost that falls in a period, by days. */
function plannedWithin({ provision }: CostFacts, pence: number, { start, end }: Period): number {
  const from = provision.startDate > start ? provision.startDate : start;
  const to = provision.endDate < end ? provision.endDate : end;
  if (to < from) return 0;
  const inside = daysBetween(from, to) + 1;
  const all = daysBetween(provision.startDate, provision.endDate) + 1;
  return apportion(pence, [BigInt(inside), BigInt(all - inside)])[0]!;
}
