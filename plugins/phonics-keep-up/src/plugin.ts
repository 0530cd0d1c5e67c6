import { definePlugin, insufficientData, noAction } from '@espalier/sdk';
import { answer } from './answer.js';
import { screeningCheck } from './screening-check.js';

/** Reception to Year 3: who was below in the second check is helped in the year after it. */
const years = ['R', '1', '2', '3'];

export default definePlugin({
  policies: {
    'phonics-keep-up'(learner, context) {
      if (learner.yearGroup === null) {
        return insufficientData(['yearGroup'], { reason: 'The year group is not known.' });
      }
      if (!years.includes(learner.yearGroup)) {
        return noAction('notApplicable', { reason: 'Not in reception to Year 3.' });
      }
      const year = years.indexOf(learner.yearGroup);
      const results = learner.results.phonics ?? [];
      return answer({
        ...context,
        year,
        check: screeningCheck(results, year, context.asOf, context.settings.expectedScore),
        trajectories: learner.trajectory.phonics ?? [],
      });
    },
  },
});
