import { dayNumber } from '../../common/dates.js';
import { expectedLineOf, expectedSinceBaseline } from '../../targets/trajectory/expected.js';
import type { TrajectoryFramework, TrajectoryTarget } from '../../targets/trajectory/facts.js';
import { gapOf, judge } from '../../targets/trajectory/judge.js';

/** A latest actual older than this, in days, no longer shows where the pupil is (definitions, Trajectory judgement). */
const STALE_AFTER_DAYS = 180;

/** Where a pupil stands on a trajectory; `notJudged`: the framework has no trajectory, or no tolerance to judge by. */
export const STANDINGS = ['above', 'on', 'below', 'noResult', 'notJudged'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Whether a judgement still shows where the pupil is. */
export const FRESHNESS = ['fresh', 'stale'] as const;

/** The latest actual since the baseline: of several on its day the mean. */
export interface LatestActual {
  readonly date: string;
  readonly points: number;
}

/**
 * The judgement of the latest actual alone, as the trajectory has it, with whether that is stale. The same as
 * `trajectoryOf` gives without what only a single pupil's page needs.
 */
export function standingOf(
  target: TrajectoryTarget,
  framework: Pick<TrajectoryFramework, 'direction' | 'tolerance' | 'oneOff'>,
  latest: LatestActual | null,
  asOf: string,
): { standing: Standing; stale: boolean } {
  if (framework.oneOff) return { standing: 'notJudged', stale: false };
  if (!latest) return { standing: 'noResult', stale: false };
  const day = dayNumber(latest.date);
  const expected = expectedSinceBaseline(expectedLineOf(target), day);
  const judgement = judge(gapOf(framework.direction, latest.points, expected), framework.tolerance);
  return { standing: judgement ?? 'notJudged', stale: dayNumber(asOf) - day > STALE_AFTER_DAYS };
}
