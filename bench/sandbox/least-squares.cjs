// A policy as a school might write it: a line through the results of each subject, and what it reaches by the due date.
'use strict';

const DAY = 86_400_000;

/** @param {{ date: string, value: number | null }[]} results */
function lineThrough(results) {
  const known = results.filter((it) => it.value !== null);
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumXY = 0;
  const origin = Date.parse(known[0]?.date ?? '');
  for (const { date, value } of known) {
    const x = (Date.parse(date) - origin) / DAY;
    const y = /** @type {number} */ (value);
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
  }
  const n = known.length;
  const spread = n * sumXX - sumX * sumX;
  if (spread === 0) return null;
  const slope = (n * sumXY - sumX * sumY) / spread;
  const start = (sumY - slope * sumX) / n;
  /** @param {string} date */
  const at = (date) => start + (slope * (Date.parse(date) - origin)) / DAY;
  return { at };
}

module.exports.default = {
  policies: {
    /** @param {any} learner @param {any} context */
    'least-squares'(learner, context) {
      const verdicts = [];
      for (const subject in learner.targets) {
        const line = lineThrough(learner.results[subject] ?? []);
        for (const { target, due } of learner.targets[subject]) {
          if (line === null) {
            verdicts.push({ kind: 'insufficientData', subject, missing: ['results'] });
            continue;
          }
          const reached = line.at(due);
          if (reached >= target - context.settings.tolerance) {
            verdicts.push({ kind: 'noAction', subject });
            continue;
          }
          verdicts.push({
            kind: 'recommend',
            rule: 'below-line',
            wave: 2,
            provisionType: 'small-group-catch-up',
            subject,
            reason: `The line through the results in ${subject} reaches ${reached.toFixed(1)} by ${due}; the target is ${target}.`,
            evidence: [{ input: 'results', value: reached, expected: target, date: due }],
            reviewBy: context.asOf.add({ weeks: 6 }),
          });
        }
      }
      return verdicts.length > 0 ? verdicts : { kind: 'noAction' };
    },
  },
};
