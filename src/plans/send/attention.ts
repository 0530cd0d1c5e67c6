import type { PlanKind } from '../plan-words.js';
import type { ReviewState } from '../review-due.js';

/** What a SENCo looks at next, in the order in which it is told. */
export const ATTENTION = [
  'noOpenPlan',
  'planWithoutSenStatus',
  'reviewDue',
  'reviewOverdue',
  'annualReviewDue',
  'annualReviewOverdue',
  'parentMeetingsBehind',
  'outcomesNotMet',
  'openAfterLeaving',
] as const;
export type Attention = (typeof ATTENTION)[number];

/** How a pupil's SEND support stands on a day. */
export interface SendState {
  /** Whether the pupil is on the school’s roll, has left, or is yet to come. */
  readonly roll: 'here' | 'left' | 'toCome';
  /** SEN provision: N, K, E; null where none is recorded. */
  readonly sen: string | null;
  readonly openPlans: readonly { readonly kind: PlanKind; readonly reviewStatus: ReviewState | null }[];
  readonly meetingsHeld: number;
  readonly meetingsExpected: number;
  readonly cyclesNotMet: number;
}

/**
 * What needs attention. It decides nothing: after two cycles without a reached outcome, for example, the code of
 * practice (6.58 to 6.62) asks the school to consider specialists, and a person does. Nothing is asked of a school whose
 * roll the pupil is not on, for another school has taken over, but to end what was left open.
 */
export function attentionOf(state: SendState): Attention[] {
  const { sen, openPlans } = state;
  const has = (kind: PlanKind, ...states: (ReviewState | null)[]) =>
    openPlans.some((it) => it.kind === kind && (states.length === 0 || states.includes(it.reviewStatus)));
  const supported = sen === 'K' || sen === 'E';
  const holds: Record<Attention, boolean> = {
    noOpenPlan: (sen === 'K' && !has('send-support')) || (sen === 'E' && !has('ehc')),
    planWithoutSenStatus: (!supported && has('send-support')) || (sen !== 'E' && has('ehc')),
    reviewDue: has('send-support', 'due') || has('support', 'due'),
    reviewOverdue: has('send-support', 'overdue') || has('support', 'overdue'),
    annualReviewDue: has('ehc', 'due'),
    annualReviewOverdue: has('ehc', 'overdue'),
    parentMeetingsBehind: state.meetingsHeld < state.meetingsExpected,
    outcomesNotMet: state.cyclesNotMet >= 2,
    openAfterLeaving: supported || openPlans.length > 0,
  };
  return ATTENTION.filter((it) => holds[it] && (it === 'openAfterLeaving' ? 'left' : 'here') === state.roll);
}
