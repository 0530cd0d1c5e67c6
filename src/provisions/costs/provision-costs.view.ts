import { ReadQuery } from '../../common/paging/list.dto.js';
import { DateText, Optional } from '../../common/validation/members.js';
import { costBandOf } from '../reference/cost-bands.js';
import type { CostFacts } from './cost-facts.js';
import { fundedBy } from './funding.js';
import type { ProvisionCosts } from './provision-costs.js';

/** As of when costs are calculated. */
export class CostsQuery extends ReadQuery {
  /** Left out: today. Later sessions change nothing. @example '2026-10-31' */
  @Optional()
  @DateText()
  asOf?: string;
}

/** Whole pence by what they are spent on. */
export class CostPartsView {
  /** How many. @example 36 */
  sessions!: number;
  /** @example 33300 */
  sessionsPence!: number;
  /** @example 5000 */
  fixedPence!: number;
  /** @example 12000 */
  resourcesPence!: number;
  /** @example 50300 */
  totalPence!: number;
}

/** The planned cost that falls in an academic year. */
export class YearPenceView {
  /** The year in which it begins, on 1 September. @example 2026 */
  academicYear!: number;
  /** @example 50300 */
  pence!: number;
}

/** What one pupil’s place costs. */
export class PlaceCostsView {
  interventionId!: string;
  pupilId!: string;
  /** @example 8384 */
  plannedPence!: number;
  /** @example 4100 */
  toDatePence!: number;
  annualised!: YearPenceView[];
}

/** What falls on days on which nobody has a place. */
export class UnallocatedView {
  /** @example 0 */
  plannedPence!: number;
  /** @example 0 */
  toDatePence!: number;
}

/** What a funding source bears. */
export class FundedCostsView {
  /** Null: nothing is said of who pays. */
  fundingSourceId!: string | null;
  /** @example 50300 */
  plannedPence!: number;
  /** @example 24600 */
  toDatePence!: number;
  annualised!: YearPenceView[];
}

/** What a provision costs as of a day. */
export class ProvisionCostsView {
  provisionId!: string;
  /** @example '2026-10-31' */
  asOf!: string;
  /** Whether anything of its cost is known; where not, all that follows is null or empty. @example true */
  known!: boolean;
  planned!: CostPartsView | null;
  toDate!: CostPartsView | null;
  /** Planned, by capacity: what a place costs where all are taken. @example 8383 */
  plannedPerPlacePence!: number | null;
  /** Of that, in its dearest academic year. @example 'low' */
  costBand!: string | null;
  /** Sums to the planned cost. */
  annualised!: YearPenceView[];
  /** With what is unallocated they sum to the whole, to the penny. */
  places!: PlaceCostsView[];
  unallocated!: UnallocatedView | null;
  /** They sum to the whole, to the penny. */
  fundingSources!: FundedCostsView[];
}

export function toProvisionCostsView(
  { provision }: CostFacts,
  capacity: number,
  asOf: string,
  costs: ProvisionCosts | null,
): ProvisionCostsView {
  const of = { provisionId: provision.id, asOf };
  if (!costs) {
    const nothing = { planned: null, toDate: null, plannedPerPlacePence: null, costBand: null };
    return {
      ...of,
      known: false,
      ...nothing,
      annualised: [],
      places: [],
      unallocated: null,
      fundingSources: [],
    };
  }
  const { planned, toDate, annualised, places, unallocated } = costs;
  const dearest = Math.max(...annualised.map((it) => it.pence));
  return {
    ...of,
    known: true,
    planned,
    toDate,
    plannedPerPlacePence: Math.round(planned.totalPence / capacity),
    costBand: costBandOf(Math.round(dearest / capacity)),
    annualised: [...annualised],
    places: places.map((it) => ({ ...it, annualised: [...it.annualised] })),
    unallocated,
    fundingSources: fundedCosts(provision, costs),
  };
}

function fundedCosts(
  { funding }: CostFacts['provision'],
  { planned, toDate, annualised }: ProvisionCosts,
): FundedCostsView[] {
  const ofPlan = fundedBy(planned.totalPence, funding);
  const spent = fundedBy(toDate.totalPence, funding);
  const years = annualised.map((it) => ({ ...it, parts: fundedBy(it.pence, funding) }));
  return ofPlan.map(({ fundingSourceId, pence }, i) => ({
    fundingSourceId,
    plannedPence: pence,
    toDatePence: spent[i]!.pence,
    annualised: years.map(({ academicYear, parts }) => ({ academicYear, pence: parts[i]!.pence })),
  }));
}
