import { addDays } from '../../common/dates.js';
import type { AbsenceFacts } from './absence.js';
import { onRollIn, weeksToDate } from './school-weeks.js';

const WEEKS = 10;

/** Ten school weeks lie within so many weeks: no holidays are longer than the rest of a half year. */
const WITHIN_WEEKS = 26;

/** Unauthorised absence of the last ten school weeks. */
export interface LastTenWeeks {
  /** The Monday of the first of them. */
  readonly from: string;
  /** Of how many of them the pupil's sessions are known. */
  readonly weeksReceived: number;
  /** Sessions. */
  readonly unauthorised: number;
}

/** The Monday from which the last ten school weeks of a date are looked for. */
export function tenWeeksBack(asOf: string): string {
  return addDays(weeksToDate(asOf).to, -7 * (WITHIN_WEEKS - 1));
}

/**
 * A pupil's unauthorised sessions in the ten school weeks that were over last by `asOf`, whichever terms or academic
 * years they lie in; a school week is one with a session at the school. Null where no school week is known.
 * Source: DfE, "Working together to improve school attendance": ten sessions within ten school weeks are the national
 * threshold at which a school considers what to do.
 */
export function lastTenWeeksOf({ weeks, spells, schoolWeeks, asOf }: AbsenceFacts): LastTenWeeks | null {
  const { to } = weeksToDate(asOf);
  const ten = schoolWeeks.filter((it) => it <= to).slice(-WEEKS);
  const from = ten[0];
  if (from === undefined) return null;
  const received = weeks.filter((it) => ten.includes(it.weekStart) && onRollIn(it.weekStart, spells));
  return {
    from,
    weeksReceived: received.length,
    unauthorised: received.reduce((total, it) => total + it.unauthorised, 0),
  };
}
