import { addDays } from '../common/dates.js';
import type { PlanKind } from './plan-words.js';

/**
 * Days before the due date from which a review is due: an annual review takes eight weeks to call, with advice to
 * gather and send out two weeks before the meeting (SEND Regulations 2014, regulation 20). Two weeks' notice for
 * the others is this product's own rule.
 */
export const WARNING_DAYS: Readonly<Record<PlanKind, number>> = {
  support: 14,
  'send-support': 14,
  ehc: 56,
};

export const REVIEW_STATES = ['notYet', 'due', 'overdue'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** The first day on which a review is due. */
export function warnFrom(kind: PlanKind, reviewDue: string): string {
  return addDays(reviewDue, -WARNING_DAYS[kind]);
}

/** Whether the review of an open cycle is due on a day: on the due date it is due, the day after overdue. */
export function reviewStateOf(kind: PlanKind, reviewDue: string, asOf: string): ReviewState {
  if (asOf > reviewDue) return 'overdue';
  return asOf >= warnFrom(kind, reviewDue) ? 'due' : 'notYet';
}

/** The same day of the next year; 28 February for the 29th. */
export function twelveMonthsAfter(date: string): string {
  const next = `${String(Number(date.slice(0, 4)) + 1)}${date.slice(4)}`;
  return next.endsWith('-02-29') ? next.replace('-02-29', '-02-28') : next;
}

/**
 * By when an EHC plan is reviewed and amended before a change of phase in the autumn: 31 March of that year where
 * the pupil is 16 by the end of August, 15 February before (SEND Regulations 2014, regulation 18). Null for another
 * time of the year, which has no fixed date.
 */
export function transferReviewBy(phaseTransferOn: string, dateOfBirth: string): string | null {
  const year = phaseTransferOn.slice(0, 4);
  if (!/-(08|09)-/.test(phaseTransferOn)) return null;
  const sixteenBy = `${String(Number(year) - 16)}-08-31`;
  return dateOfBirth <= sixteenBy ? `${year}-03-31` : `${year}-02-15`;
}
