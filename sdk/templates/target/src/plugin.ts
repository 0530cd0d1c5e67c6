import { definePlugin, insufficientData, noAction, proposeTarget, type ResultFact } from '@espalier/sdk';

export default definePlugin({
  policies: {
    '{{id}}'(learner, { settings, asOf, nextAssessmentPoint }) {
      const subject = 'mathematics';
      const latest = learner.results.mathematics?.findLast(isScore);
      if (!latest) return insufficientData(['results:mathematics'], { subject });
      if (latest.value >= settings.highest) {
        const reason = `A score of ${latest.value} is not below ${settings.highest}, the highest target.`;
        return noAction('notApplicable', { subject, reason });
      }

      const target = Math.min(latest.value + settings.challengePoints, settings.highest);
      return proposeTarget({
        rule: 'score-and-challenge',
        subject,
        framework: latest.framework,
        frameworkVersion: latest.frameworkVersion,
        baseline: latest.value,
        baselineDate: latest.date,
        target,
        due: nextAssessmentPoint ?? asOf.add({ weeks: settings.weeks }),
        challenge: `${settings.challengePoints} points`,
        reason: `From ${latest.value} on ${latest.date} to ${target}: ${target - latest.value} points of challenge.`,
        evidence: [{ input: 'results:mathematics', value: latest.value, date: latest.date }],
      });
    },
  },
});

/** A standardised score. Who was absent has a result without a value, and scores of two frameworks do not compare. */
function isScore(result: ResultFact): result is ResultFact & { readonly value: number } {
  return result.framework === 'standardised' && result.value !== null;
}
