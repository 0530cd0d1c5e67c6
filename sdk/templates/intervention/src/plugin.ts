import { definePlugin, insufficientData, noAction, recommend, type ResultFact } from '@espalier/sdk';

export default definePlugin({
  policies: {
    '{{id}}'(learner, { settings, asOf, nextAssessmentPoint }) {
      const subject = 'reading';
      const latest = learner.results.reading?.findLast(isScore);
      if (!latest) return insufficientData(['results:reading'], { subject, reason: 'No reading score.' });

      const oldest = asOf.subtract({ months: settings.monthsValid });
      if (Temporal.PlainDate.compare(latest.date, oldest) < 0) {
        const reason = `The latest reading score is of ${latest.date}, too long ago to go by.`;
        return insufficientData(['results:reading'], { subject, reason });
      }

      const reviewBy = nextAssessmentPoint ?? asOf.add({ weeks: settings.reviewWeeks });
      const score = `Reading score ${latest.value} on ${latest.date}`;
      const evidence = [
        {
          input: 'results:reading',
          value: latest.value,
          expected: settings.threshold,
          date: latest.date,
        } as const,
      ];

      if (latest.value < settings.threshold) {
        return recommend({
          rule: 'below-threshold',
          wave: 2,
          provisionType: settings.provisionType,
          subject,
          reason: `${score}; help is offered below ${settings.threshold}.`,
          evidence,
          reviewBy,
        });
      }
      if (latest.value < settings.threshold + settings.watchPoints) {
        const reason = `${score}, just above the ${settings.threshold} below which help is offered.`;
        return noAction('watch', { subject, reason, evidence, reviewBy });
      }
      return noAction('noneNeeded', { subject });
    },
  },
});

/** A standardised score. Who was absent has a result without a value, and scores of two frameworks do not compare. */
function isScore(result: ResultFact): result is ResultFact & { readonly value: number } {
  return result.framework === 'standardised' && result.value !== null;
}
