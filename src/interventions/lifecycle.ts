/** proposed → agreed → active → reviewed → closed; one that has not begun may be declined instead. */
export const INTERVENTION_STATUSES = [
  'proposed',
  'agreed',
  'active',
  'reviewed',
  'closed',
  'declined',
] as const;

export type InterventionStatus = (typeof INTERVENTION_STATUSES)[number];

/** How far what was hoped for was reached, as a review finds it. */
export const REVIEW_OUTCOMES = ['exceeded', 'met', 'partly', 'not'] as const;

export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

const NEXT: Readonly<Record<InterventionStatus, readonly InterventionStatus[]>> = {
  proposed: ['agreed', 'declined'],
  agreed: ['active', 'declined'],
  active: ['reviewed'],
  reviewed: ['closed'],
  closed: [],
  declined: [],
};

/** The statuses that one may go to. Empty at the end of its life. */
export function nextStatuses(from: InterventionStatus): readonly InterventionStatus[] {
  return NEXT[from];
}

/** Whether it is over: nothing of it changes any more. */
export function isOver(status: InterventionStatus): boolean {
  return NEXT[status].length === 0;
}

/** Whether it holds a place of its provision (definitions, Capacity). */
export function holdsPlace(status: InterventionStatus): boolean {
  return status === 'agreed' || status === 'active';
}

/** Whether a status lies on the way from another, or is the same: a sync may have missed steps between. */
export function leadsTo(from: InterventionStatus, to: InterventionStatus): boolean {
  return from === to || NEXT[from].some((next) => leadsTo(next, to));
}
