import type { ReferralStatus } from './referral-words.js';

/** draft → sent → accepted → active → closed; a service may decline, and the school may close what it sent. */
const NEXT: Readonly<Record<ReferralStatus, readonly ReferralStatus[]>> = {
  draft: ['sent'],
  sent: ['accepted', 'declined', 'closed'],
  accepted: ['active', 'closed'],
  declined: [],
  active: ['closed'],
  closed: [],
};

/** The statuses that one may go to. Empty at the end of its life. */
export function nextStatuses(from: ReferralStatus): readonly ReferralStatus[] {
  return NEXT[from];
}

/** Whether it is over: nothing of it changes any more. */
export function isOver(status: ReferralStatus): boolean {
  return NEXT[status].length === 0;
}

/** Whether a status comes after another, by one step or by several, as a sync tells that has missed some. */
export function leadsTo(from: ReferralStatus, to: ReferralStatus): boolean {
  return NEXT[from].some((it) => it === to || leadsTo(it, to));
}
