import type { PlanKind, PlanStatus } from './plan-words.js';

/** draft → open → reviewed → closed; an open one may be closed without a review, with a reason. */
const NEXT: Readonly<Record<PlanStatus, readonly PlanStatus[]>> = {
  draft: ['open'],
  open: ['reviewed', 'closed'],
  reviewed: ['closed'],
  closed: [],
};

/** The statuses that a plan may go to. Empty at the end of its life. */
export function nextStatuses(from: PlanStatus): readonly PlanStatus[] {
  return NEXT[from];
}

/** Whether what a plan says may still change: once reviewed it is a record of the cycle. */
export function canChange(status: PlanStatus): boolean {
  return status === 'draft' || status === 'open';
}

/** Pupil and kind of an open plan, of which there is one; null for another. */
export function activeKeyOf(plan: {
  readonly pupilId: string;
  readonly kind: PlanKind;
  readonly status: PlanStatus;
}): string | null {
  return plan.status === 'open' ? `${plan.pupilId}/${plan.kind}` : null;
}
