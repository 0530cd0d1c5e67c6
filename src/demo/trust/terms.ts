import { addDays, dayNumber } from '../../common/dates.js';

/**
 * Days on which teachers work in an academic year, five of them without pupils (School teachers' pay and conditions
 * document; 380 sessions for pupils: The Education (School Day and School Year) (England) Regulations 1999).
 */
const TEACHERS_DAYS = 195;

/** Days of an academic year; both ends belong to them. */
export interface DaySpan {
  readonly start: string;
  readonly end: string;
}

/**
 * The six halves of the terms of an academic year, oldest first, near those of most authorities: half-terms of a
 * week, two weeks at Christmas and at Easter, and as long in July as it takes for 195 days.
 */
export function halfTermsOf(year: number): DaySpan[] {
  const autumnHalf = mondayFrom(`${year}-10-22`);
  const christmas = addDays(mondayFrom(`${year}-12-12`), 4);
  const springHalf = mondayFrom(`${year + 1}-02-12`);
  const easter = easterHolidays(year + 1);
  const summerHalf = mondayFrom(`${year + 1}-05-25`);
  const halves = [
    { start: nextWeekday(`${year}-09-01`), end: addDays(autumnHalf, -3) },
    { start: addDays(autumnHalf, 7), end: christmas },
    { start: afterNewYear(addDays(christmas, 17)), end: addDays(springHalf, -3) },
    { start: addDays(springHalf, 7), end: easter.lastDayBefore },
    { start: easter.firstDayAfter, end: addDays(summerHalf, -3) },
  ];
  const worked = halves.reduce((sum, it) => sum + weekdaysIn(it).length, 0) - bankHolidays(year).length;
  return [...halves, weekdaysFrom(addDays(summerHalf, 7), TEACHERS_DAYS - worked)];
}

/** The five INSET days of an academic year, of which many schools have some at the beginnings of terms. */
export function insetDays(year: number): string[] {
  const halves = halfTermsOf(year);
  const [autumn, afterHalf, spring, , , summer] = halves.map((it) => it.start);
  return [autumn!, afterHalf!, spring!, summer!, halves.at(-1)!.end];
}

/** A bank holiday. */
export interface BankHoliday {
  readonly name: string;
  readonly date: string;
}

/** The bank holidays of England that fall into terms: those of Easter and of spring lie in holidays. */
export function bankHolidays(year: number): BankHoliday[] {
  return [{ name: 'Early May bank holiday', date: mondayFrom(`${year + 1}-05-01`) }];
}

/** The days in an academic year on which pupils come to school, oldest first. */
export function schoolDaysOf(year: number): string[] {
  const off = new Set([...bankHolidays(year).map((it) => it.date), ...insetDays(year)]);
  return halfTermsOf(year)
    .flatMap(weekdaysIn)
    .filter((it) => !off.has(it));
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

/** Two weeks about Easter: after it where it is early, before it where it is late. */
function easterHolidays(year: number): { lastDayBefore: string; firstDayAfter: string } {
  const sunday = easterSunday(year);
  const [before, after] =
    sunday < `${year}-04-05` ? [-3, 15] : sunday <= `${year}-04-14` ? [-9, 8] : [-16, 2];
  return { lastDayBefore: addDays(sunday, before), firstDayAfter: addDays(sunday, after) };
}

/** A Monday, or the day after where it is the bank holiday in the place of a 1 January at a weekend. */
function afterNewYear(monday: string): string {
  return monday.slice(5) <= '01-03' ? addDays(monday, 1) : monday;
}

/** 0 on a Monday. */
export function weekdayOf(day: string): number {
  // 1 January 1970 was a Thursday.
  return (((dayNumber(day) + 3) % 7) + 7) % 7;
}

/** The first Monday to Friday from a date on. */
export function nextWeekday(day: string): string {
  const weekday = weekdayOf(day);
  return weekday < 5 ? day : addDays(day, 7 - weekday);
}

function mondayFrom(day: string): string {
  return addDays(day, (7 - weekdayOf(day)) % 7);
}

function weekdaysIn({ start, end }: DaySpan): string[] {
  const days: string[] = [];
  for (let day = start; day <= end; day = addDays(day, 1)) if (weekdayOf(day) < 5) days.push(day);
  return days;
}

/** So many Mondays to Fridays from a Monday on. */
function weekdaysFrom(monday: string, count: number): DaySpan {
  const last = count - 1;
  return { start: monday, end: addDays(monday, 7 * Math.floor(last / 5) + (last % 5)) };
}
