/** What a trajectory is calculated from. Dates are ISO texts; values of graded frameworks are points. */
export interface TrajectoryTarget {
  baselineDate: string;
  baseline: number;
  target: number;
  due: string;
  /** Agreed values on the way, in any order, each between baseline and due on a day of its own. */
  checkpoints: readonly TrajectoryValue[];
}

export interface TrajectoryFramework {
  /** −1 where a lower value is better. */
  direction: 1 | -1;
  /** How far from the expected value still counts as on trajectory; null where none is set. */
  tolerance: number | null;
  min: number;
  max: number;
  /** A check taken once, which has no trajectory. */
  oneOff: boolean;
}

/** Common Basic Data Set: estimate, interim, provisional, result, target. */
export type ResultStatus = 'E' | 'I' | 'P' | 'R' | 'T';

/** A result of the target's own pupil, subject and framework version. */
export interface TrajectoryResult {
  date: string;
  /** Null for an outcome without a value, such as absent. */
  points: number | null;
  status: ResultStatus;
}

export interface TrajectoryValue {
  date: string;
  value: number;
}

export type TrajectoryJudgement = 'above' | 'on' | 'below';

/** Why a number of a trajectory is null. */
export type NullReason =
  | 'oneOff'
  | 'noResultSinceBaseline'
  | 'dueReached'
  | 'tooFewDates'
  | 'spanTooShort'
  | 'oneResultOnly'
  | 'lessThan14DaysApart';

/** A value, or the reason why there is none. */
export type Reasoned<T> = { value: T; reason: null } | { value: null; reason: NullReason };

export function none(reason: NullReason): { value: null; reason: NullReason } {
  return { value: null, reason };
}
