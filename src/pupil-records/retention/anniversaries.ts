import { isIsoDate } from '../../common/dates.js';

/**
 * The day on which so many years have passed since a date. Who was born on 29 February comes of age on 1 March of
 * other years, and a term that began on that day ends with 28 February.
 */
export function anniversary(date: string, years: number): string {
  const day = `${yearsFrom(date, years)}${date.slice(4)}`;
  return isIsoDate(day) || !day.endsWith('02-29') ? day : `${day.slice(0, 4)}-03-01`;
}

/** The latest date of which so many years have passed on a day: it and every earlier one. */
export function latestPassed(day: string, years: number): string {
  const date = `${yearsFrom(day, -years)}${day.slice(4)}`;
  return isIsoDate(date) || !date.endsWith('02-29') ? date : `${date.slice(0, 4)}-02-28`;
}

function yearsFrom(date: string, years: number): string {
  return String(Number(date.slice(0, 4)) + years).padStart(4, '0');
}
