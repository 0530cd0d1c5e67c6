/**
 * Calendar dates as ISO texts (`YYYY-MM-DD`, years 1900 to 2200) and as day numbers (days since 1970-01-01).
 * Texts are compared with `<`; arithmetic goes through day numbers, which cost no allocation: trajectories
 * read tens of dates for each of thousands of pupils.
 */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;
const DAYS_TO_1970 = 719_162;

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - DAYS_TO_1970;
}

/** Days of the year before the first of `month` (1 to 13). */
function daysBeforeMonth(year: number, month: number): number {
  return (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 && isLeapYear(year) ? 1 : 0);
}

function digitsAt(text: string, from: number, length: number): number {
  let number = 0;
  for (let i = from; i < from + length; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** The day number, or NaN where `text` is no calendar date in range. */
function readDay(text: string): number {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  const before = daysBeforeMonth(year, month);
  if (!(day <= daysBeforeMonth(year, month + 1) - before)) return Number.NaN;
  return daysBeforeYear(year) + before + day - 1;
}

/** Whether `text` is a date of the calendar, written `YYYY-MM-DD`, in the years 1900 to 2200. */
export function isIsoDate(text: string): boolean {
  return !Number.isNaN(readDay(text));
}

/**
 * Days from 1970-01-01 to the date, negative before it.
 *
 * @throws RangeError when the text is not a date that `isIsoDate` accepts
 */
export function dayNumber(iso: string): number {
  const day = readDay(iso);
  if (Number.isNaN(day)) throw new RangeError('Not a calendar date from 1900 to 2200, written YYYY-MM-DD');
  return day;
}

/**
 * The ISO text of a day number.
 *
 * @throws RangeError when it is no whole number or outside the years 1900 to 2200
 */
export function isoOfDay(day: number): string {
  let year = 1970 + Math.floor(day / 365.2425);
  if (day < daysBeforeYear(year)) year -= 1;
  else if (day >= daysBeforeYear(year + 1)) year += 1;
  if (!Number.isInteger(day) || year < FIRST_YEAR || year > LAST_YEAR) {
    throw new RangeError('The day is outside the years 1900 to 2200');
  }
  const ofYear = day - daysBeforeYear(year);
  let month = 1;
  while (ofYear >= daysBeforeMonth(year, month + 1)) month += 1;
  const ofMonth = ofYear - daysBeforeMonth(year, month) + 1;
  return `${String(year)}-${month < 10 ? '0' : ''}${String(month)}-${ofMonth < 10 ? '0' : ''}${String(ofMonth)}`;
}

/** Whole days from `a` to `b`: positive when `b` is later. Throws RangeError as `dayNumber` does. */
export function daysBetween(a: string, b: string): number {
  return dayNumber(b) - dayNumber(a);
}

/** The date `n` days after `iso`, or before it where `n` is negative. Throws RangeError out of range. */
export function addDays(iso: string, n: number): string {
  return isoOfDay(dayNumber(iso) + n);
}

/** The year in which the date's academic year begins, on 1 September: 2025 for 2026-08-31. */
export function academicYearOf(iso: string): number {
  dayNumber(iso);
  const year = digitsAt(iso, 0, 4);
  return digitsAt(iso, 5, 2) >= 9 ? year : year - 1;
}
