import type { Reader } from '../../database/database.js';
import { weeksToDate } from './school-weeks.js';

/**
 * The Mondays of the weeks of a date's academic year, over by it, in which a school was open: those of which it has
 * sessions of any pupil, as known at an instant where one is given.
 */
export async function openWeeks(
  reader: Reader,
  ownerId: string,
  asOf: string,
  knownAt: string | null = null,
): Promise<string[]> {
  const { from, to } = weeksToDate(asOf);
  const rows = await reader.queryKnownAt<{ monday: string }>(
    'attendance_summary',
    'distinct week_start as monday',
    knownAt,
    'owner_id = ? and week_start between ? and ? and possible > 0',
    [ownerId, from, to],
  );
  return [...new Set(rows.map((it) => it.monday))].sort();
}
