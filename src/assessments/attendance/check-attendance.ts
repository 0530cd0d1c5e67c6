import { dayNumber } from '../../common/dates.js';
import type { Fault } from '../../common/errors/domain-error.js';

/** A week's sessions as they are sent. */
export interface WeekOfSessions {
  readonly weekStart: string;
  readonly possible: number;
  readonly present: number;
  readonly authorised: number;
  readonly unauthorised: number;
  readonly late: number;
}

/** Two sessions on each of seven days: some schools teach on Saturdays, and boarding schools on Sundays. */
export const MOST_SESSIONS_A_WEEK = 14;

/** 1970-01-01 was a Thursday. */
function isMonday(date: string): boolean {
  return (((dayNumber(date) + 3) % 7) + 7) % 7 === 0;
}

/**
 * The faults of a week in itself. Each possible session is present, authorised or unauthorised absence; who came
 * late and before the register closed was present. After it closed (code U) the session is unauthorised absence
 * (DfE, "Working together to improve school attendance").
 */
export function attendanceFaults(week: WeekOfSessions, dateOfBirth: string, today: string): Fault[] {
  const { weekStart, possible, present, authorised, unauthorised, late } = week;
  const faults: Fault[] = [];
  if (!isMonday(weekStart)) {
    faults.push({ pointer: '/weekStart', code: 'not-monday', detail: 'A week begins on a Monday.' });
  } else if (weekStart > today) {
    faults.push({ pointer: '/weekStart', code: 'in-future', detail: 'The week lies in the future.' });
  } else if (weekStart < dateOfBirth) {
    const detail = 'The week lies before the pupil’s birth.';
    faults.push({ pointer: '/weekStart', code: 'before-birth', detail });
  }
  if (present + authorised + unauthorised !== possible) {
    const detail = `present, authorised and unauthorised add up to ${present + authorised + unauthorised}, not to possible.`;
    faults.push({ pointer: '/possible', code: 'sums-disagree', detail });
  }
  if (late > present) {
    const detail = 'Late sessions count as present, so there are not more of them.';
    faults.push({ pointer: '/late', code: 'more-than-present', detail });
  }
  return faults;
}
