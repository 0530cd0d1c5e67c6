import { FrameworkRefView } from '../assessments/results/result.view.js';
import type { TargetEntity } from './target.entity.js';
import type { Trajectory } from './trajectory/trajectory.js';

/** A number, or the reason why there is none. */
export class ReasonedNumberView {
  /** @example 13.4 */
  value!: number | null;
  /**
   * Why it is null: oneOff, noResultSinceBaseline, dueReached, tooFewDates or spanTooShort. @example null
   */
  reason!: string | null;
}

/** An actual with the value expected on its own date, in points. */
export class TrajectoryPointView {
  /** @example '2026-04-10' */
  date!: string;
  /** The mean of the results with the best status on the day. @example 11 */
  actual!: number;
  /** @example 11 */
  expected!: number;
  /** Positive is ahead, whichever way is better. @example 0 */
  gap!: number;
  /** above, on or below; null where the framework sets no tolerance. @example 'on' */
  judgement!: string | null;
}

/** The two latest actuals, or the reason why they do not count as two consecutive ones. */
export class ConsecutiveView {
  /** Older first. */
  value!: TrajectoryPointView[] | null;
  /** Why it is null: oneOff, noResultSinceBaseline, oneResultOnly or lessThan14DaysApart. @example null */
  reason!: string | null;
}

/** A value on a date, in points. */
export class TrajectoryValueView {
  /** @example '2026-01-09' */
  date!: string;
  /** @example 10 */
  value!: number;
}

/** Where a pupil stands on the way from baseline to target. Derived, never stored; values are in points. */
export class TrajectoryView {
  targetId!: string;
  schoolId!: string;
  pupilId!: string;
  /** A subject's code. @example 'mathematics' */
  subject!: string;
  framework!: FrameworkRefView;
  /** @example '2026-04-10' */
  asOf!: string;
  /** On `asOf`; null before the baseline's date. @example 11 */
  expected!: number | null;
  /** The latest actual; null where there is none since the baseline. @example 11 */
  actual!: number | null;
  /** @example '2026-04-10' */
  actualDate!: string | null;
  /** Of the latest actual against what was expected on its own date; positive is ahead. @example 0 */
  gap!: number | null;
  /** above, on or below, by the latest actual. @example 'on' */
  judgement!: string | null;
  /**
   * beforeBaseline: `asOf` lies before the baseline; noResultSinceBaseline; stale: the latest actual is older than 180
   * days; oneOff: the framework has no trajectory; noTolerance: nothing to judge by. @example []
   */
  flags!: string[];
  /** The value at the due date along the line of best fit. */
  projection!: ReasonedNumberView;
  /** Points a week along the line of best fit. */
  currentRate!: ReasonedNumberView;
  /** Points a week from the latest actual to the target. */
  requiredRate!: ReasonedNumberView;
  consecutive!: ConsecutiveView;
  /** Every actual, oldest first. */
  points!: TrajectoryPointView[];
  /** The corners of the expected line, oldest first. */
  line!: TrajectoryValueView[];
  /** Results before the baseline's date, oldest first: to plot only. */
  earlier!: TrajectoryValueView[];
}

export function toTrajectoryView(row: TargetEntity, asOf: string, trajectory: Trajectory): TrajectoryView {
  const { id, ownerId, pupilId, subject, frameworkId, frameworkKey, frameworkVersion } = row;
  const framework = { id: frameworkId, key: frameworkKey, version: frameworkVersion };
  return { targetId: id, schoolId: ownerId, pupilId, subject, framework, asOf, ...trajectory };
}
