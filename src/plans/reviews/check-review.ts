import type { Fault } from '../../common/errors/domain-error.js';
import type { EhcRecommendation, PlanKind, ReviewPurpose } from '../plan-words.js';
import type { Invitation, NextStep, ReviewedOutcome } from './review-record.js';

/** What is checked of a review as it will be. */
export interface CheckedReview {
  readonly purpose: ReviewPurpose;
  readonly meetingDate: string;
  readonly invitations: readonly Invitation[];
  readonly outcomes: readonly ReviewedOutcome[];
  readonly summary: string | null;
  readonly nextSteps: readonly NextStep[];
  readonly recommendation: EhcRecommendation | null;
}

/** What of the plan decides how its review may be. */
export interface ReviewGround {
  readonly kind: PlanKind;
  readonly startDate: string | null;
  /** Ids of the plan's outcomes. */
  readonly outcomeIds: readonly string[];
}

/** The faults of a review that is being prepared. */
export function reviewFaults(review: CheckedReview, plan: ReviewGround): Fault[] {
  const faults: Fault[] = [];
  if (plan.startDate !== null && review.meetingDate < plan.startDate) {
    faults.push(fault('/meetingDate', 'before-start', `The cycle began on ${plan.startDate}.`));
  }
  if (review.recommendation !== null && (plan.kind !== 'ehc' || review.purpose !== 'end-of-cycle')) {
    const detail = 'Only the annual review of an EHC plan recommends to the local authority.';
    faults.push(fault('/recommendation', 'not-annual-review', detail));
  }
  review.outcomes.forEach(({ outcomeId }, i) => {
    const pointer = `/outcomes/${String(i)}/outcomeId`;
    if (!plan.outcomeIds.includes(outcomeId)) {
      faults.push(fault(pointer, 'unknown-outcome', 'The plan has no outcome with this id.'));
    } else if (review.outcomes.findIndex((it) => it.outcomeId === outcomeId) < i) {
      faults.push(fault(pointer, 'repeated', 'The outcome is there twice.'));
    }
  });
  review.nextSteps.forEach(({ intervention }, i) => {
    const { startDate = null, endDate = null } = intervention ?? {};
    if (startDate !== null && endDate !== null && endDate < startDate) {
      const pointer = `/nextSteps/${String(i)}/intervention/endDate`;
      faults.push(fault(pointer, 'ends-before-start', 'The end lies before the start.'));
    }
  });
  return faults;
}

/**
 * What a review lacks to be signed. Parents take part in the reviews of a child with SEN (SEND code of practice, 2015,
 * paragraphs 6.54 and 6.65), a young person of 16 for themselves; the local authority is invited to an annual review,
 * which ends in a recommendation to it (SEND Regulations 2014, regulation 20).
 */
export function signFaults(review: CheckedReview, plan: ReviewGround, today: string): Fault[] {
  const faults = reviewFaults(review, plan);
  const { purpose, meetingDate, invitations, outcomes, summary, recommendation } = review;
  if (meetingDate > today) faults.push(fault('/meetingDate', 'in-future', 'The meeting is yet to come.'));
  if (summary === null) faults.push(fault('/summary', 'missing', 'Say what the meeting came to.'));
  invitations.forEach(({ attended }, i) => {
    if (attended !== null) return;
    faults.push(fault(`/invitations/${String(i)}/attended`, 'missing', 'Say whether they came.'));
  });
  const invited = (...roles: string[]) => invitations.some(({ role }) => roles.includes(role));
  if (plan.kind !== 'support' && !invited('parent', 'pupil')) {
    faults.push(fault('/invitations', 'family-not-invited', 'Neither a parent nor the pupil was invited.'));
  }
  if (purpose !== 'end-of-cycle') return faults;
  const open = plan.outcomeIds.filter((id) => !outcomes.some((it) => it.outcomeId === id));
  if (open.length > 0) {
    const detail = `The cycle ends: say of each outcome how far it was reached (${String(open.length)} are left).`;
    faults.push(fault('/outcomes', 'outcomes-missing', detail));
  }
  if (plan.kind !== 'ehc') return faults;
  if (!invited('local-authority')) {
    faults.push(fault('/invitations', 'authority-not-invited', 'The local authority was not invited.'));
  }
  if (recommendation === null) {
    const detail = 'An annual review recommends to maintain, amend or cease the plan.';
    faults.push(fault('/recommendation', 'missing', detail));
  }
  return faults;
}

function fault(pointer: string, code: string, detail: string): Fault {
  return { pointer, code, detail };
}
