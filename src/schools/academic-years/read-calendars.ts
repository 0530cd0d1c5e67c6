import type { Cell } from '../../database/row-codec.js';
import type { Calendar } from './calendar.js';

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

const COLUMNS = 'start_date as startDate, end_date as endDate, terms, non_school_days as nonSchoolDays';

/** The calendars of a school's academic years that share a day with a span; all up to its end where it has no start. */
export async function readCalendars(
  read: ReadRows,
  ownerId: string,
  from: string | null,
  to: string,
): Promise<Calendar[]> {
  const rows = await read<CalendarRow>(
    'academic_year',
    COLUMNS,
    'owner_id = ? and end_date >= ? and start_date <= ?',
    [ownerId, from ?? '', to],
  );
  return rows.map(({ terms, nonSchoolDays, ...days }) => ({
    ...days,
    terms: JSON.parse(terms) as Calendar['terms'],
    nonSchoolDays: JSON.parse(nonSchoolDays) as Calendar['nonSchoolDays'],
  }));
}
