import { academicYearOf, addDays, dayNumber, isoOfDay } from '../../common/dates.js';
import { type Calendar, schoolDays } from '../../schools/academic-years/calendar.js';
import { overlap } from '../../pupils/spells.js';

/** From Monday to Friday: a week belongs to the year, and is over, by its Friday. */
const DAYS_TO_FRIDAY = 4;

/** The Monday of a date's week. Day 0, 1970-01-01, was a Thursday. */
export function mondayOf(date: string): string {
  const day = dayNumber(date);
  return isoOfDay(day - ((((day + 3) % 7) + 7) % 7));
}

/** The first day of the academic year that holds a date, by law 1 September. */
export function academicYearStart(date: string): string {
  return `${academicYearOf(date)}-09-01`;
}

/** The Mondays of the weeks of a date's academic year that are over by it: from the first to the last; none: null. */
export function weeksToDate(asOf: string): { readonly from: string; readonly to: string } {
  const start = academicYearStart(asOf);
  const first = mondayOf(start);
  return {
    from: addDays(first, DAYS_TO_FRIDAY) < start ? addDays(first, 7) : first,
    to: mondayOf(addDays(asOf, -DAYS_TO_FRIDAY)),
  };
}

/** A spell of a pupil on the school's roll. */
export interface OnRoll {
  readonly entryDate: string;
  readonly leavingDate: string | null;
}

/** Whether a pupil was on roll on a school day of the week that begins on a Monday. */
export function onRollIn(monday: string, spells: readonly OnRoll[]): boolean {
  const week = { start: monday, end: addDays(monday, DAYS_TO_FRIDAY) };
  return spells.some((it) => overlap(week, { start: it.entryDate, end: it.leavingDate }));
}

/** The Mondays from one to another of the weeks of which a school's calendars do not say whether it was open. */
export function unknownMondays(calendars: readonly Calendar[], from: string, to: string): string[] {
  const unknown: string[] = [];
  for (let monday = from; monday <= to; monday = addDays(monday, 7)) {
    const { dates, unknownDays } = schoolDays(calendars, monday, addDays(monday, DAYS_TO_FRIDAY));
    if (dates.length === 0 && unknownDays > 0) unknown.push(monday);
  }
  return unknown;
}

/**
 * The Mondays from one to another of the weeks in which a school was open: those with a school day in its calendar, or
 * where its calendar does not reach, those of which it has sessions of any pupil.
 */
export function openMondays(
  calendars: readonly Calendar[],
  received: ReadonlySet<string>,
  from: string,
  to: string,
): string[] {
  const open: string[] = [];
  for (let monday = from; monday <= to; monday = addDays(monday, 7)) {
    const { dates, unknownDays } = schoolDays(calendars, monday, addDays(monday, DAYS_TO_FRIDAY));
    if (dates.length > 0 || (unknownDays > 0 && received.has(monday))) open.push(monday);
  }
  return open;
}
