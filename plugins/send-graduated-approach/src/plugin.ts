import { definePlugin, insufficientData, noAction, type Verdict } from '@espalier/sdk';
import { cyclesNotMet, evidencePack } from './advice-and-evidence.js';
import { annualReviewDue } from './annual-review.js';
import { noOpenPlan, reviewOverdue, tooFewMeetings } from './plan-and-review.js';
import type { Rule } from './send-case.js';

/** Each answers for itself: a pupil may need a plan, a meeting and a specialist at once. */
const rules: readonly Rule[] = [
  noOpenPlan,
  reviewOverdue,
  tooFewMeetings,
  cyclesNotMet,
  evidencePack,
  annualReviewDue,
];

export default definePlugin({
  policies: {
    'send-graduated-approach'(learner, context): Verdict | Verdict[] {
      const { sen } = learner;
      if (sen === null) {
        return insufficientData(['sen'], {
          reason: 'Whether the pupil has special educational needs is not recorded.',
        });
      }
      if (sen.provision === 'N') {
        return noAction('notApplicable', { reason: 'No special educational needs.' });
      }
      const findings = rules.map((rule) => rule({ ...context, learner, sen })).filter((it) => it !== null);
      const due = findings.filter((it) => it.kind === 'recommend');
      const unknown = findings.filter((it) => it.kind === 'unknown');
      if (unknown.length > 0) {
        const missing = [...new Set(unknown.map((it) => it.missing))];
        const reason = unknown.map((it) => it.reason).join(' ');
        return [...due, insufficientData(missing, { reason })];
      }
      return due.length > 0 ? due : noAction('noneNeeded', { reason: 'Every step that is due was taken.' });
    },
  },
});
