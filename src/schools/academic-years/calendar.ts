import { addDays, dayNumber } from '../../common/dates.js';
import type { Fault } from '../../common/errors/domain-error.js';

/** Why there is no school on a day within a term. */
export const NON_SCHOOL_KINDS = ['half-term', 'inset', 'bank-holiday', 'closure', 'other'] as const;

/** A term: both days belong to it. */
export interface Term {
  readonly name: string;
  readonly startDate: string;
  readonly endDate: string;
}

/** Days within a term without school for the pupils; both days belong to them. */
export interface NonSchoolDays {
  readonly kind: (typeof NON_SCHOOL_KINDS)[number];
  readonly name: string | null;
  readonly startDate: string;
  readonly endDate: string;
}

/** A school's calendar of one academic year. */
export interface Calendar {
  readonly startDate: string;
  readonly endDate: string;
  readonly terms: readonly Term[];
  readonly nonSchoolDays: readonly NonSchoolDays[];
}

type Span = Pick<Term, 'startDate' | 'endDate'>;

/** An academic year of more than this is two. */
const MOST_DAYS = 400;

/** The faults of a calendar in itself: the order of its dates, and what lies outside it or on one another. */
export function calendarFaults(calendar: Calendar): Fault[] {
  const faults: Fault[] = [];
  const { startDate, endDate, terms, nonSchoolDays } = calendar;
  if (endDate <= startDate) {
    const detail = 'The academic year ends before it starts, or on the same day.';
    return [{ pointer: '/endDate', code: 'ends-before-start', detail }];
  }
  if (dayNumber(endDate) - dayNumber(startDate) >= MOST_DAYS) {
    const detail = `An academic year has fewer than ${MOST_DAYS} days.`;
    faults.push({ pointer: '/endDate', code: 'too-long', detail });
  }
  faults.push(...spanFaults(calendar, terms, '/terms', 'term'));
  faults.push(...spanFaults(calendar, nonSchoolDays, '/nonSchoolDays', 'span of days without school'));
  return faults;
}

function spanFaults(year: Span, spans: readonly Span[], root: string, what: string): Fault[] {
  return spans.flatMap((span, i): Fault[] => {
    const pointer = `${root}/${i}`;
    if (span.endDate < span.startDate) {
      return [
        {
          pointer: `${pointer}/endDate`,
          code: 'ends-before-start',
          detail: `The ${what} ends before it starts.`,
        },
      ];
    }
    if (span.startDate < year.startDate || span.endDate > year.endDate) {
      return [
        { pointer, code: 'outside-year', detail: `The ${what} does not lie within the academic year.` },
      ];
    }
    const clash = spans
      .slice(0, i)
      .some((it) => it.startDate <= span.endDate && span.startDate <= it.endDate);
    return clash
      ? [{ pointer, code: 'overlaps', detail: `The ${what} shares a day with one before it.` }]
      : [];
  });
}

/** The days of a span on which there is school, and the days of which that is not known. */
export interface SchoolDays {
  /** Mondays to Fridays in a term that are no days without school. */
  readonly dates: readonly string[];
  /** Days that lie in none of the calendars. */
  readonly unknownDays: number;
}

/** Counts school days from one date to another, both included. */
export function schoolDays(calendars: readonly Calendar[], from: string, to: string): SchoolDays {
  const dates: string[] = [];
  let unknownDays = 0;
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const calendar = calendars.find((it) => holds(it, date));
    if (!calendar) unknownDays += 1;
    else if (isSchoolDay(calendar, date)) dates.push(date);
  }
  return { dates, unknownDays };
}

/** Whether there is school on a date of a calendar's year. */
export function isSchoolDay({ terms, nonSchoolDays }: Calendar, date: string): boolean {
  return (
    !isWeekend(date) && terms.some((it) => holds(it, date)) && !nonSchoolDays.some((it) => holds(it, date))
  );
}

function holds(span: Span, date: string): boolean {
  return span.startDate <= date && date <= span.endDate;
}

/** Day 0 is Thursday, 1 January 1970. */
function isWeekend(date: string): boolean {
  const weekday = (((dayNumber(date) + 3) % 7) + 7) % 7;
  return weekday >= 5;
}
