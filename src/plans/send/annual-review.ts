import { annualReviewDue } from '../check-plan.js';
import { warnFrom } from '../review-due.js';
import type { CycleOnDay, DatedPlan } from './cycles.js';

/** What of a plan tells when its annual review is due. */
export interface ReviewedPlan extends DatedPlan {
  readonly reviewDue: string | null;
  readonly ehcIssuedOn: string | null;
  readonly ehcLastReviewedOn: string | null;
}

/** The annual review of an education, health and care plan as a day sees it. */
export interface AnnualReviewOnDay<P> {
  readonly plan: P;
  readonly lastReviewedOn: string | null;
  readonly due: string | null;
  /** The first day on which it is due. */
  readonly warnFrom: string | null;
}

/** That of the latest cycle of the EHC plan that has not been closed; null where there is none. */
export function annualReviewOn<P extends ReviewedPlan>(
  cycles: readonly CycleOnDay<P>[],
): AnnualReviewOnDay<P> | null {
  const latest = cycles.findLast(({ plan, status }) => plan.kind === 'ehc' && status !== 'closed');
  if (!latest) return null;
  const { plan, status } = latest;
  const lastReviewedOn = status === 'reviewed' ? plan.reviewedOn : plan.ehcLastReviewedOn;
  const due =
    status === 'open' ? plan.reviewDue : annualReviewDue({ ...plan, ehcLastReviewedOn: lastReviewedOn });
  return { plan, lastReviewedOn, due, warnFrom: due === null ? null : warnFrom('ehc', due) };
}
