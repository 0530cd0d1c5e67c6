import type { ApiClient } from './client.js';
import { makePupil, type School } from './factories.js';

/** Today so many years ago and some days later or earlier; never 29 February. */
export function yearsAgo(years: number, days = 0): string {
  const day = new Date(Date.now() + days * 86_400_000);
  const date = `${day.getUTCFullYear() - years}${day.toISOString().slice(4, 10)}`;
  return date.endsWith('02-29') ? `${date.slice(0, 8)}28` : date;
}

/** The Monday of the week that holds a date, some weeks later or earlier. */
export function mondayOf(date: string, weeks = 0): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7) + weeks * 7);
  return day.toISOString().slice(0, 10);
}

/** Adds a pupil who came onto the roll fifteen years ago, and left on a day or is still there. */
export function makeLeaver(
  api: ApiClient,
  school: School,
  dateOfBirth: string,
  leavingDate: string | null,
): Promise<{ id: string; version: number }> {
  const enrolment = { ncYear: '11', status: 'C', entryDate: yearsAgo(15), leavingDate };
  return makePupil(api, school, { dateOfBirth, enrolment });
}
