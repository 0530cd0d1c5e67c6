import { readCalendars, type ReadRows } from '../../schools/academic-years/read-calendars.js';
import { openMondays, weeksToDate } from './school-weeks.js';

/** The Mondays of the weeks of a date's academic year, or from an earlier Monday, over by it, in which a school was open. */
export async function openWeeks(
  read: ReadRows,
  ownerId: string,
  asOf: string,
  earlier?: string,
): Promise<string[]> {
  const { from: first, to } = weeksToDate(asOf);
  const from = earlier !== undefined && earlier < first ? earlier : first;
  const [calendars, received] = await Promise.all([
    readCalendars(read, ownerId, from, asOf),
    read<{ monday: string }>(
      'attendance_summary',
      'distinct week_start as monday',
      'owner_id = ? and week_start between ? and ? and possible > 0',
      [ownerId, from, to],
    ),
  ]);
  return openMondays(calendars, new Set(received.map((it) => it.monday)), from, to);
}
