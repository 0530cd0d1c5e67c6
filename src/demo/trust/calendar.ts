import { academicYearOf, addDays } from '../../common/dates.js';
import { schoolDaysOf, weekdayOf } from './terms.js';

/** Termly assessments: the month and day of each. */
const ROUNDS = ['11-06', '03-05', '06-25'] as const;

/** How much past there is. */
export interface Span {
  /** Termly assessments, up to the newest. */
  readonly rounds: number;
  /** Academic years, up to the present one, of attendance, provision, plans and agreements. */
  readonly closeYears: number;
}
export const FIVE_YEARS: Span = { rounds: 15, closeYears: 2 };
export const ONE_YEAR: Span = { rounds: 3, closeYears: 1 };

/** The time that the demo covers, as of a day. */
export interface DemoCalendar {
  readonly today: string;
  /** Academic years by the year in which they begin: the present one and those before that assessments are of. */
  readonly firstYear: number;
  readonly presentYear: number;
  /** The termly assessments up to today, oldest first. */
  readonly rounds: readonly string[];
  /** Academic years of which attendance, provision, plans and agreements are told, oldest first. */
  readonly closeYears: readonly number[];
  /** 1 September of the first year: when the schools began to use the system. */
  readonly start: string;
}

/** The termly assessments of a span up to a day, and the academic years that they lie in. */
export function demoCalendar(today: string, span: Span = FIVE_YEARS): DemoCalendar {
  const presentYear = academicYearOf(today);
  const years = Array.from({ length: 7 }, (_, i) => presentYear - 6 + i);
  const rounds = years
    .flatMap(roundsOf)
    .filter((it) => it <= today)
    .slice(-span.rounds);
  const firstYear = academicYearOf(rounds[0]!);
  const closeYears = Array.from({ length: span.closeYears }, (_, i) => presentYear - span.closeYears + 1 + i);
  return { today, firstYear, presentYear, rounds, closeYears, start: yearStart(firstYear) };
}

/** The termly assessments of an academic year. */
export function roundsOf(year: number): string[] {
  return ROUNDS.map((it) => dayIn(year, it));
}

/** The date of a month and day in an academic year. */
export function dayIn(year: number, monthDay: string): string {
  return `${monthDay >= '09' ? year : year + 1}-${monthDay}`;
}

export function yearStart(year: number): string {
  return `${year}-09-01`;
}

export function yearEnd(year: number): string {
  return `${year + 1}-08-31`;
}

/** A school week: its Monday, and its days on which pupils come. */
export interface SchoolWeek {
  readonly monday: string;
  readonly dates: readonly string[];
}

/** The weeks of an academic year with a school day in them, those that have ended by `today`. */
export function schoolWeeks(year: number, today: string): SchoolWeek[] {
  const weeks = Map.groupBy(schoolDaysOf(year), (it) => addDays(it, -weekdayOf(it)));
  return [...weeks]
    .map(([monday, dates]) => ({ monday, dates }))
    .filter((it) => addDays(it.monday, 4) < today);
}
