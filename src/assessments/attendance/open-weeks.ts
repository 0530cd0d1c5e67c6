import { readCalendars, type ReadRows } from '../../schools/academic-years/read-calendars.js';
import { openMondays, unknownMondays, weeksToDate } from './school-weeks.js';

/**
 * The Mondays of the weeks of a date's academic year, or from an earlier Monday, over by it, in which a school was open.
 * The sessions of all its pupils are looked through only for weeks that its calendars do not tell.
 */
export async function openWeeks(
  read: ReadRows,
  ownerId: string,
  asOf: string,
  earlier?: string,
): Promise<string[]> {
  const { from: first, to } = weeksToDate(asOf);
  const from = earlier !== undefined && earlier < first ? earlier : first;
  const calendars = await readCalendars(read, ownerId, from, asOf);
  const unknown = unknownMondays(calendars, from, to);
  const received = unknown.length === 0 ? [] : await readReceived(read, ownerId, unknown);
  return openMondays(calendars, new Set(received), from, to);
}

/** Those of some weeks, in order, of which the school has sessions of any pupil. */
async function readReceived(read: ReadRows, ownerId: string, mondays: readonly string[]): Promise<string[]> {
  const rows = await read<{ monday: string }>(
    'attendance_summary',
    'distinct week_start as monday',
    'owner_id = ? and week_start between ? and ? and possible > 0',
    [ownerId, mondays[0]!, mondays.at(-1)!],
  );
  return rows.map((it) => it.monday);
}
