import { academicYearOf, dayNumber } from '../../common/dates.js';
import { apportion } from './apportion.js';
import type { CostedProvision, CostFacts } from './cost-facts.js';
import { PlaceDays } from './place-days.js';
import { sessionPence } from './rate.js';

/** Whole pence by what they are spent on. */
export interface CostParts {
  readonly sessions: number;
  readonly sessionsPence: number;
  readonly fixedPence: number;
  readonly resourcesPence: number;
  readonly totalPence: number;
}

/** The planned cost that falls in an academic year. */
export interface YearPence {
  /** The year in which it begins, on 1 September. */
  readonly academicYear: number;
  readonly pence: number;
}

/** What one pupil's place costs. */
export interface PlaceCosts {
  readonly interventionId: string;
  readonly pupilId: string;
  readonly plannedPence: number;
  readonly toDatePence: number;
  readonly annualised: readonly YearPence[];
}

/** What a provision costs. The places and what nobody had a place for sum to the whole, to the penny. */
export interface ProvisionCosts {
  readonly planned: CostParts;
  readonly toDate: CostParts;
  /** Sums to the planned cost. */
  readonly annualised: readonly YearPence[];
  readonly places: readonly PlaceCosts[];
  /** Of days on which nobody had a place. */
  readonly unallocated: { readonly plannedPence: number; readonly toDatePence: number };
}

/**
 * What a provision costs as of a day (definitions, Cost to date and Annualised cost); null where nothing of its cost
 * is known, which is not the same as that it costs nothing.
 */
export function provisionCosts(
  { provision, places, sessions }: CostFacts,
  asOf: string,
): ProvisionCosts | null {
  const { rate, fixedPence, resourcesPence } = provision;
  if (rate === null && fixedPence === null && resourcesPence === null) return null;
  const held = sessions.filter((it) => it.date <= asOf);
  const costs = held.map((it) => ({ date: it.date, pence: sessionPence(rate, it.minutes) }));
  const planned = plannedParts(provision);
  const toDate = partsToDate(provision, costs, asOf);

  const days = new PlaceDays(provision, places);
  const years = yearsOf(provision);
  const spread = days.spread(provision.startDate, provision.endDate);
  const plannedShares = apportion(planned.totalPence, spread);
  const toDateShares = apportion(
    toDate.totalPence,
    days.sum([
      {
        weights: days.spread(provision.startDate, min(asOf, provision.endDate)),
        times: overheads(provision),
      },
      // The overheads of one day are a part of the whole; a session's cost is all of its own day.
      ...costs.map((it) => ({ weights: days.on(it.date), times: it.pence * days.length })),
    ]),
  );
  return {
    planned,
    toDate,
    annualised: byYear(
      planned.totalPence,
      years.map((it) => ({ ...it, weight: BigInt(it.days) })),
    ),
    places: places.map(({ interventionId, pupilId }, i) => ({
      interventionId,
      pupilId,
      plannedPence: plannedShares[i]!,
      toDatePence: toDateShares[i]!,
      annualised: byYear(
        plannedShares[i]!,
        years.map((it) => ({ ...it, weight: days.spread(it.from, it.to)[i]! })),
      ),
    })),
    unallocated: { plannedPence: plannedShares.at(-1)!, toDatePence: toDateShares.at(-1)! },
  };
}

function plannedParts(provision: CostedProvision): CostParts {
  const { plannedSessions: sessions, sessionMinutes, rate } = provision;
  return partsOf(provision, sessions, sessions * sessionPence(rate, sessionMinutes), (pence) => pence);
}

function partsToDate(
  provision: CostedProvision,
  costs: readonly { readonly pence: number }[],
  asOf: string,
): CostParts {
  const sessionsPence = costs.reduce((a, it) => a + it.pence, 0);
  const all = daysFrom(provision.startDate, provision.endDate);
  const gone = daysFrom(provision.startDate, min(asOf, provision.endDate));
  return partsOf(provision, costs.length, sessionsPence, (pence) => proRata(pence, gone, all));
}

function partsOf(
  { fixedPence, resourcesPence }: CostedProvision,
  sessions: number,
  sessionsPence: number,
  part: (pence: number) => number,
): CostParts {
  const fixed = part(fixedPence ?? 0);
  const resources = part(resourcesPence ?? 0);
  return {
    sessions,
    sessionsPence,
    fixedPence: fixed,
    resourcesPence: resources,
    totalPence: sessionsPence + fixed + resources,
  };
}

/** A part of whole pence, half a penny up. */
export function proRata(pence: number, part: number, whole: number): number {
  return Math.floor((2 * pence * part + whole) / (2 * whole));
}

function overheads({ fixedPence, resourcesPence }: CostedProvision): number {
  return (fixedPence ?? 0) + (resourcesPence ?? 0);
}

interface YearSpan {
  readonly academicYear: number;
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/** The provision's days by academic year. */
function yearsOf({ startDate, endDate }: CostedProvision): YearSpan[] {
  const spans: YearSpan[] = [];
  for (
    let academicYear = academicYearOf(startDate);
    academicYear <= academicYearOf(endDate);
    academicYear++
  ) {
    const [first, last] = [`${academicYear}-09-01`, `${academicYear + 1}-08-31`];
    const [from, to] = [first < startDate ? startDate : first, min(last, endDate)];
    spans.push({ academicYear, from, to, days: daysFrom(from, to) });
  }
  return spans;
}

function byYear(pence: number, years: readonly { academicYear: number; weight: bigint }[]): YearPence[] {
  const parts = apportion(
    pence,
    years.map((it) => it.weight),
  );
  return years.map(({ academicYear }, i) => ({ academicYear, pence: parts[i]! }));
}

/** Days from one to the other, both included; none where the second lies before the first. */
function daysFrom(first: string, last: string): number {
  return Math.max(0, dayNumber(last) - dayNumber(first) + 1);
}

function min(a: string, b: string): string {
  return a < b ? a : b;
}
