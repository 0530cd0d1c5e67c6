import { academicYearOf, addDays, dayNumber } from '../../common/dates.js';

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

/** First and last days of the halves of the terms, and the days off within; near those of most authorities. */
const HALF_TERMS = [
  ['09-02', '10-23'],
  ['11-02', '12-18'],
  ['01-04', '02-12'],
  ['02-22', '03-26'],
  ['04-12', '05-28'],
  ['06-07', '07-21'],
] as const;

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

/** Spans of school days in an academic year, oldest first. */
export function halfTermsOf(year: number): { readonly start: string; readonly end: string }[] {
  return HALF_TERMS.map(([start, end]) => ({ start: dayIn(year, start), end: dayIn(year, end) }));
}

/** A bank holiday. */
export interface BankHoliday {
  readonly name: string;
  readonly date: string;
}

/** The bank holidays of England that can fall into {@link HALF_TERMS} of an academic year, those that do. */
export function bankHolidays(year: number): BankHoliday[] {
  const easter = easterSunday(year + 1);
  const first = dayIn(year, '05-01');
  return [
    { name: 'Good Friday', date: addDays(easter, -2) },
    { name: 'Easter Monday', date: addDays(easter, 1) },
    { name: 'Early May bank holiday', date: addDays(first, (7 - weekdayOf(first)) % 7) },
  ].filter(({ date }) => halfTermsOf(year).some(({ start, end }) => start <= date && date <= end));
}

/** Easter Sunday by the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const epact =
    (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const toSunday = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - epact - (c % 4)) % 7;
  const late = Math.floor((a + 11 * epact + 22 * toSunday) / 451);
  return addDays(`${year}-03-22`, epact + toSunday - 7 * late);
}

/** A school week: its Monday, and how many of its days are school days. */
export interface SchoolWeek {
  readonly monday: string;
  readonly days: number;
}

/** The weeks of an academic year with a school day in them, those that have ended by `today`. */
export function schoolWeeks(year: number, today: string): SchoolWeek[] {
  const weeks = new Map<string, number>();
  const off = bankHolidays(year).map((it) => it.date);
  for (const { start, end } of halfTermsOf(year)) {
    for (let day = start; day <= end; day = addDays(day, 1)) {
      const weekday = weekdayOf(day);
      if (weekday >= 5 || off.includes(day)) continue;
      const monday = addDays(day, -weekday);
      weeks.set(monday, (weeks.get(monday) ?? 0) + 1);
    }
  }
  return [...weeks].map(([monday, days]) => ({ monday, days })).filter((it) => addDays(it.monday, 4) < today);
}

/** 0 on a Monday. */
function weekdayOf(day: string): number {
  // 1 January 1970 was a Thursday.
  return (((dayNumber(day) + 3) % 7) + 7) % 7;
}

/** The first school day from a date on; weekends only are left out. */
export function nextWeekday(day: string): string {
  const weekday = weekdayOf(day);
  return weekday < 5 ? day : addDays(day, 7 - weekday);
}
