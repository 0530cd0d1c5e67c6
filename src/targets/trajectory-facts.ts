import type { FrameworkEntity } from '../assessments/framework.entity.js';
import type { TargetEntity } from './target.entity.js';
import type { TrajectoryFramework, TrajectoryTarget } from './trajectory/facts.js';

/** A stored target as trajectories are calculated from it. */
export function toTrajectoryTarget(
  row: Pick<TargetEntity, 'baselineDate' | 'baseline' | 'target' | 'due' | 'checkpoints'>,
): TrajectoryTarget {
  const { baselineDate, baseline, target, due, checkpoints } = row;
  return { baselineDate, baseline, target, due, checkpoints: checkpoints ?? [] };
}

/** What a trajectory needs of a stored framework. */
export function toTrajectoryFramework(row: FrameworkEntity): TrajectoryFramework {
  const { direction, tolerance, minPoints: min, maxPoints: max, oneOff } = row;
  return { direction, tolerance, min, max, oneOff };
}
