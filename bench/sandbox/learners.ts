import type { Learner } from '@espalier/sdk';

export const AS_OF = '2026-07-10';
export const NEXT_POINT = '2026-10-23';

const SUBJECTS = ['mathematics', 'reading', 'writing'];
const DATES = ['2025-10-10', '2025-12-05', '2026-01-30', '2026-03-20', '2026-05-08', '2026-07-03'];
const FRAMEWORK = { framework: 'ks3-scaled', frameworkVersion: 1 } as const;
const TARGET = { baselineDate: '2025-10-10', baseline: 92, target: 104, due: '2026-07-24' } as const;

/** A learner for a policy of `results` and `targets`: 18 results, 3 targets, about 1.9 KB of JSON. */
export function resultsLearner(n: number): Omit<Learner, 'ref'> {
  const results = SUBJECTS.map((subject, s) => [
    subject,
    DATES.map((date, i) => ({
      date,
      ...FRAMEWORK,
      value: valueOf(n, s, i),
      grade: null,
      outcome: null,
      status: 'R' as const,
      source: 'test' as const,
    })),
  ]);
  const targets = SUBJECTS.map((subject) => [
    subject,
    [{ ...FRAMEWORK, ...TARGET, status: 'active' as const }],
  ]);
  return {
    yearGroup: '7',
    results: Object.fromEntries(results) as NonNullable<Learner['results']>,
    targets: Object.fromEntries(targets) as NonNullable<Learner['targets']>,
  };
}

/** The same learner for `trajectory-catch-up`: three trajectories through the same results. */
export function trajectoryLearner(n: number): Omit<Learner, 'ref'> {
  const trajectory = SUBJECTS.map((subject, s) => {
    const points = DATES.slice(1).map((date, i) => {
      const actual = valueOf(n, s, i + 1);
      const expected = TARGET.baseline + 2.3 * (i + 1);
      const gap = actual - expected;
      const judgement = gap < -2 ? ('below' as const) : gap > 2 ? ('above' as const) : ('on' as const);
      return { date, actual, expected, gap, judgement };
    });
    const judgement = points.at(-1)!.judgement;
    return [subject, [{ ...FRAMEWORK, ...TARGET, tolerance: 2, judgement, flags: [], points }]];
  });
  return {
    trajectory: Object.fromEntries(trajectory) as NonNullable<Learner['trajectory']>,
    interventions: [],
    attendance: null,
  };
}

/** Of ten learners about three fall behind in a subject. */
function valueOf(n: number, subject: number, point: number): number {
  const pace = (n + 3 * subject) % 10 < 3 ? 0.6 : 2.6;
  return Math.round(92 + pace * point + ((n * 7 + point * 3) % 3) - 1);
}
