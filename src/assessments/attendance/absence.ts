import type { WeekOfSessions } from './check-attendance.js';
import { type OnRoll, onRollIn, weeksToDate } from './school-weeks.js';

/** Under this many possible sessions nothing is judged. */
const LEAST_SESSIONS = 10;

/** What absence is judged by. */
export interface AbsenceFacts {
  /** Of the pupil, in any order. */
  readonly weeks: readonly WeekOfSessions[];
  /** Of the pupil, at this school. */
  readonly spells: readonly OnRoll[];
  /** Mondays of the weeks in which the school was open. */
  readonly schoolWeeks: readonly string[];
  readonly asOf: string;
}

/** Absence of the academic year to date. */
export interface Absence {
  possible: number;
  present: number;
  authorised: number;
  unauthorised: number;
  late: number;
  absent: number;
  /** absent ÷ possible, unrounded; null where it is not judged. */
  absence: number | null;
  /** 10 % or more of the pupil's own possible sessions; severe absence is persistent too. */
  persistent: boolean | null;
  /** 50 % or more. */
  severe: boolean | null;
  /** Why nothing is judged. */
  reason: 'noWeekReceived' | 'under10Sessions' | null;
  weeksExpected: number;
  weeksReceived: number;
  /** Fewer than 90 % of the weeks were received in which the school was open and the pupil on roll. */
  partial: boolean;
}

/**
 * A pupil's absence of the academic year to date at this school, over the weeks that were received and are over by
 * `asOf` (DfE, "Working together to improve school attendance": persistent from 10 %, severe from 50 %, of the pupil's
 * own possible sessions, unrounded).
 */
export function absenceOf({ weeks, spells, schoolWeeks, asOf }: AbsenceFacts): Absence {
  const { from, to } = weeksToDate(asOf);
  const counts = (monday: string) => monday >= from && monday <= to && onRollIn(monday, spells);
  const received = weeks.filter((it) => counts(it.weekStart));
  const expected = new Set(schoolWeeks.filter(counts));
  const weeksReceived = received.filter((it) => expected.has(it.weekStart)).length;
  const sum = (member: 'possible' | 'present' | 'authorised' | 'unauthorised' | 'late') =>
    received.reduce((total, it) => total + it[member], 0);
  const [authorised, unauthorised, possible] = [sum('authorised'), sum('unauthorised'), sum('possible')];
  const absent = authorised + unauthorised;
  const judged = possible >= LEAST_SESSIONS;
  return {
    possible,
    present: sum('present'),
    authorised,
    unauthorised,
    late: sum('late'),
    absent,
    absence: judged ? absent / possible : null,
    persistent: judged ? absent * 10 >= possible : null,
    severe: judged ? absent * 2 >= possible : null,
    reason: judged ? null : received.length === 0 ? 'noWeekReceived' : 'under10Sessions',
    weeksExpected: expected.size,
    weeksReceived,
    partial: weeksReceived * 10 < expected.size * 9,
  };
}
