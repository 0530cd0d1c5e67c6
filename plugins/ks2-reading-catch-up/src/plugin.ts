import { definePlugin, insufficientData, noAction } from '@espalier/sdk';
import { testScores } from './actuals.js';
import { answer } from './answer.js';
import { keyStage2 } from './key-stage-2.js';

export default definePlugin({
  policies: {
    'ks2-reading-catch-up'(learner, context) {
      if (learner.yearGroup === null) {
        return insufficientData(['yearGroup'], { reason: 'The year group is not known.' });
      }
      if (learner.yearGroup !== '7') return noAction('notApplicable', { reason: 'Not in Year 7.' });

      const results = learner.results.reading ?? [];
      const ks2 = keyStage2(results);
      // Without a result of key stage 2, what was tested since the start of Year 7 is fresh.
      const { month, year } = context.asOf;
      const yearStart = Temporal.PlainDate.from({ year: month >= 9 ? year : year - 1, month: 9, day: 1 });
      const before = ks2.date ?? yearStart.subtract({ days: 1 }).toString();
      const fresh = testScores(results, 'standardised', before);
      return answer({ ...context, ks2, fresh, yearStart });
    },
  },
});
