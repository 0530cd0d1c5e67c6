import type { Framework, NcYear } from './framework.js';

export const ATTAINMENT_JUDGEMENTS = ['below', 'at', 'above'] as const;
export type AttainmentJudgement = (typeof ATTAINMENT_JUDGEMENTS)[number];

/**
 * Below, at or above the age-related expectation: below < expected ≤ at < higher standard ≤ above, the other
 * way round where lower is better. Null where there is no expectation for the year, no year, or no points.
 *
 * @param ncYear the pupil's on the result's date
 */
export function attainmentJudgement(
  framework: Pick<Framework, 'direction' | 'expectations' | 'higherStandard'>,
  ncYear: NcYear | null,
  points: number | null,
): AttainmentJudgement | null {
  const { direction, expectations, higherStandard } = framework;
  const expected = ncYear === null ? undefined : expectations[ncYear];
  if (expected === undefined || points === null) return null;
  if (direction * (points - expected) < 0) return 'below';
  if (higherStandard !== null && direction * (points - higherStandard) >= 0) return 'above';
  return 'at';
}
