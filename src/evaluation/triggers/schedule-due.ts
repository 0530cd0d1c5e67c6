import type { Schedule } from '@espalier/sdk/manifest';
import { addDays, dayNumber, daysBetween } from '../../common/dates.js';
import { standardTerms } from '../../plans/send/parent-meetings.js';
import { type Calendar, isSchoolDay } from '../../schools/academic-years/calendar.js';

/** After a longer absence the dates before it are not looked for one by one: one of them is due anyway. */
const MOST_DAYS = 400;

/**
 * The schedules that have come due after one day up to another, that one included: each once, however many of its
 * dates have passed. `daily` is each school day, `weekly` each Monday, in holidays too, `termly` the first school day
 * of a term. Where no calendar holds a day, Mondays to Fridays are school days, and terms begin in September, January
 * and April.
 */
export function schedulesDue(
  schedules: readonly Schedule[],
  calendars: readonly Calendar[],
  after: string,
  upTo: string,
): Schedule[] {
  if (after >= upTo || schedules.length === 0) return [];
  const first = daysBetween(after, upTo) > MOST_DAYS ? addDays(upTo, -MOST_DAYS) : addDays(after, 1);
  const due = new Set<Schedule>();
  for (let day = first; day <= upTo && due.size < schedules.length; day = addDays(day, 1)) {
    for (const it of schedules) if (!due.has(it) && isDateOf(it, calendars, day)) due.add(it);
  }
  return schedules.filter((it) => due.has(it));
}

function isDateOf(schedule: Schedule, calendars: readonly Calendar[], day: string): boolean {
  switch (schedule) {
    case 'daily':
      return hasSchool(calendars, day);
    case 'weekly':
      return weekdayOf(day) === 0;
    case 'termly':
      return beginsTerm(calendars, day);
  }
}

function hasSchool(calendars: readonly Calendar[], day: string): boolean {
  const calendar = calendarOf(calendars, day);
  return calendar ? isSchoolDay(calendar, day) : weekdayOf(day) < 5;
}

function beginsTerm(calendars: readonly Calendar[], day: string): boolean {
  if (!hasSchool(calendars, day)) return false;
  const calendar = calendarOf(calendars, day);
  const terms = calendar ? calendar.terms : standardTerms(day);
  const term = terms.find((it) => it.startDate <= day && day <= it.endDate);
  if (!term) return false;
  for (let before = term.startDate; before < day; before = addDays(before, 1)) {
    if (hasSchool(calendars, before)) return false;
  }
  return true;
}

function calendarOf(calendars: readonly Calendar[], day: string): Calendar | undefined {
  return calendars.find((it) => it.startDate <= day && day <= it.endDate);
}

/** 0 for Monday; day 0 is Thursday, 1 January 1970. */
function weekdayOf(day: string): number {
  return (((dayNumber(day) + 3) % 7) + 7) % 7;
}
