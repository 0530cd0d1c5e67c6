import { recommend } from '@espalier/sdk';
import type { Rule } from './send-case.js';
import { inWordsDay } from './words.js';

/** Of an education, health and care plan: due 12 months after the last, or after the plan was issued. */
export const annualReviewDue: Rule = ({ learner, sen, settings, asOf }) => {
  if (sen.provision !== 'E') return null;
  const { annualReview } = learner.plans;
  if (!annualReview?.due) {
    return {
      kind: 'unknown',
      missing: 'plans',
      reason: annualReview
        ? 'When the education, health and care plan was issued or last reviewed is not recorded, so it is not known when its review is due.'
        : 'No education, health and care plan that goes on is recorded, so it is not known when its review is due.',
    };
  }
  const due = Temporal.PlainDate.from(annualReview.due);
  const warnFrom = due.subtract({ days: settings.annualReviewWarningDays });
  if (Temporal.PlainDate.compare(asOf, warnFrom) < 0) return null;

  const overdue = Temporal.PlainDate.compare(asOf, due) > 0;
  const after = annualReview.lastReviewedOn === null ? 'the plan was issued' : 'the last review';
  return recommend({
    rule: 'annual-review',
    wave: 1,
    provisionType: settings.meetingProvisionType,
    urgent: overdue,
    reason: overdue
      ? `The annual review of the education, health and care plan was due on ${inWordsDay(annualReview.due)}, 12 months after ${after}, and has not been held.`
      : `The annual review of the education, health and care plan is due on ${inWordsDay(annualReview.due)}, 12 months after ${after}. Call it and gather the advice now.`,
    evidence: [
      {
        input: 'plans',
        value: annualReview.due,
        date: annualReview.due,
        label: overdue ? 'annual review that is overdue' : 'annual review due',
      },
    ],
    reviewBy: overdue ? asOf.add({ weeks: settings.reviewWeeks }) : due,
  });
};
