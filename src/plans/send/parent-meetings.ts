import { academicYearOf, dayNumber } from '../../common/dates.js';
import type { PlanKind } from '../plan-words.js';

/** Schools meet the parents of a pupil with SEN support three times a year (SEND code of practice, 2015, 6.65). */
const MEETINGS_A_YEAR = 3;

/** A span of dates; both ends belong to it. */
export interface DateSpan {
  readonly startDate: string;
  readonly endDate: string;
}

/** A span whose end may be open. */
export interface OpenSpan {
  readonly startDate: string;
  readonly endDate: string | null;
}

/** Where a school has no calendar: three terms that leave out the summer holiday. */
export function standardTerms(asOf: string): DateSpan[] {
  const year = academicYearOf(asOf);
  return [
    { startDate: `${String(year)}-09-01`, endDate: `${String(year)}-12-31` },
    { startDate: `${String(year + 1)}-01-01`, endDate: `${String(year + 1)}-03-31` },
    { startDate: `${String(year + 1)}-04-01`, endDate: `${String(year + 1)}-07-31` },
  ];
}

/** The days that belong to a span of both. */
export function sharedSpans(some: readonly OpenSpan[], others: readonly OpenSpan[]): OpenSpan[] {
  return some.flatMap((a) =>
    others
      .map((b) => ({
        startDate: a.startDate > b.startDate ? a.startDate : b.startDate,
        endDate: a.endDate === null || (b.endDate !== null && b.endDate < a.endDate) ? b.endDate : a.endDate,
      }))
      .filter((it) => it.endDate === null || it.startDate <= it.endDate),
  );
}

/**
 * How many meetings a pupil's parents are due by a day: three a year, pro rata by the terms that have ended before it,
 * each counted where the pupil had SEN support or an EHC plan for half of its days or more. Rounded down.
 */
export function meetingsExpected(terms: readonly DateSpan[], sen: readonly OpenSpan[], asOf: string): number {
  if (terms.length === 0) return 0;
  const ended = terms.filter((term) => term.endDate < asOf && daysWithin(sen, term) * 2 >= daysOf(term));
  return Math.floor((MEETINGS_A_YEAR * ended.length) / terms.length);
}

/** What of a review tells whether a parent came. */
export interface ReviewMeeting {
  readonly planId: string;
  readonly meetingDate: string;
  readonly invitations: readonly { readonly role: string; readonly attended: boolean | null }[];
}

/** Days of a span, in order, on which a parent came to a review of a pupil's SEND plans. */
export function meetingsHeld(
  plans: readonly { readonly id: string; readonly kind: PlanKind }[],
  reviews: readonly ReviewMeeting[],
  { startDate, endDate }: DateSpan,
): string[] {
  const ofSend = new Set(plans.filter((it) => it.kind !== 'support').map((it) => it.id));
  const days = reviews
    .filter((it) => ofSend.has(it.planId) && startDate <= it.meetingDate && it.meetingDate <= endDate)
    .filter((it) => it.invitations.some(({ role, attended }) => role === 'parent' && attended === true))
    .map((it) => it.meetingDate);
  return [...new Set(days)].sort();
}

function daysOf({ startDate, endDate }: DateSpan): number {
  return dayNumber(endDate) - dayNumber(startDate) + 1;
}

/** Days of a term that the spells hold; spells do not overlap. */
function daysWithin(spells: readonly OpenSpan[], term: DateSpan): number {
  return sharedSpans(spells, [term]).reduce(
    (days, { startDate, endDate }) => days + daysOf({ startDate, endDate: endDate! }),
    0,
  );
}
