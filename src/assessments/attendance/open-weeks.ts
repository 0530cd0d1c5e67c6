import type { Cell } from '../../database/row-codec.js';
import type { Calendar } from '../../schools/academic-years/calendar.js';
import { openMondays, weeksToDate } from './school-weeks.js';

/** Reads columns of a fact's rows as somebody wants to know them: now, at an instant, or at a version. */
export type ReadRows = <R>(
  table: string,
  columns: string,
  where: string,
  params: readonly Cell[],
) => Promise<R[]>;

interface CalendarRow {
  readonly startDate: string;
  readonly endDate: string;
  /** JSON. */
  readonly terms: string;
  /** JSON. */
  readonly nonSchoolDays: string;
}

const CALENDAR = 'start_date as startDate, end_date as endDate, terms, non_school_days as nonSchoolDays';

/** The Mondays of the weeks of a date's academic year, over by it, in which a school was open. */
export async function openWeeks(read: ReadRows, ownerId: string, asOf: string): Promise<string[]> {
  const { from, to } = weeksToDate(asOf);
  const [rows, received] = await Promise.all([
    read<CalendarRow>('academic_year', CALENDAR, 'owner_id = ? and end_date >= ? and start_date <= ?', [
      ownerId,
      from,
      asOf,
    ]),
    read<{ monday: string }>(
      'attendance_summary',
      'distinct week_start as monday',
      'owner_id = ? and week_start between ? and ? and possible > 0',
      [ownerId, from, to],
    ),
  ]);
  return openMondays(rows.map(toCalendar), new Set(received.map((it) => it.monday)), from, to);
}

function toCalendar({ terms, nonSchoolDays, ...days }: CalendarRow): Calendar {
  return {
    ...days,
    terms: JSON.parse(terms) as Calendar['terms'],
    nonSchoolDays: JSON.parse(nonSchoolDays) as Calendar['nonSchoolDays'],
  };
}
