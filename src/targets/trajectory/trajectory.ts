import { dayNumber } from '../../common/dates.js';
import { actualsOf } from './actuals.js';
import { twoConsecutive } from './consecutive.js';
import { expectedLineOf, expectedOn, expectedSinceBaseline } from './expected.js';
import type { ExpectedLine } from './expected.js';
import { none } from './facts.js';
import type {
  Reasoned,
  TrajectoryFramework,
  TrajectoryJudgement,
  TrajectoryResult,
  TrajectoryTarget,
  TrajectoryValue,
} from './facts.js';
import { gapOf, judge } from './judge.js';
import { fitOf, projectionOf } from './projection.js';
import { currentRateOf, requiredRateOf } from './rates.js';

/** A latest actual older than this, in days, no longer shows where the pupil is. */
const STALE_AFTER_DAYS = 180;

/**
 * What to know beside the judgement: `beforeBaseline` asOf lies before the baseline's day;
 * `noResultSinceBaseline` no actual; `stale` the latest is older than 180 days; `oneOff` and `noTolerance`
 * the framework has no trajectory, or no tolerance to judge by.
 */
export type TrajectoryFlag = 'beforeBaseline' | 'noResultSinceBaseline' | 'stale' | 'oneOff' | 'noTolerance';

/** One actual with the value expected on its own date. */
export interface TrajectoryPoint {
  date: string;
  actual: number;
  expected: number;
  gap: number;
  judgement: TrajectoryJudgement | null;
}

export interface Trajectory {
  /** On asOf; null before the baseline's day. */
  expected: number | null;
  /** The latest actual and its date; null where there is none since the baseline. */
  actual: number | null;
  actualDate: string | null;
  /** Of the latest actual, against the value expected on its own date; positive is ahead. */
  gap: number | null;
  judgement: TrajectoryJudgement | null;
  flags: TrajectoryFlag[];
  /** The value at due along the line of best fit. */
  projection: Reasoned<number>;
  /** Points a week along the line of best fit. */
  currentRate: Reasoned<number>;
  /** Points a week from the latest actual to the target. */
  requiredRate: Reasoned<number>;
  /** The two latest actuals, older first, where they lie at least 14 days apart. */
  consecutive: Reasoned<[TrajectoryPoint, TrajectoryPoint]>;
  /** Every actual, oldest first. */
  points: TrajectoryPoint[];
  /** The corners of the expected line, oldest first. */
  line: TrajectoryValue[];
  /** Results before the baseline's day, oldest first: to plot only. */
  earlier: TrajectoryValue[];
}

export interface TrajectoryInput {
  target: TrajectoryTarget;
  framework: TrajectoryFramework;
  /** In any order; those after `asOf` change nothing. */
  results: readonly TrajectoryResult[];
  asOf: string;
}

function cornersOf({ baseline, between, due }: ExpectedLine): TrajectoryValue[] {
  return [baseline, ...between, due].map(({ date, value }) => ({ date, value }));
}

/** A check taken once has results but nothing between them to be on, above or below. */
function withoutTrajectory(): Trajectory {
  const reason = none('oneOff');
  return {
    expected: null,
    actual: null,
    actualDate: null,
    gap: null,
    judgement: null,
    flags: ['oneOff'],
    projection: reason,
    currentRate: reason,
    requiredRate: reason,
    consecutive: reason,
    points: [],
    line: [],
    earlier: [],
  };
}

/**
 * Where a pupil stands on the way from baseline to target, from what is dated up to `asOf`. The same for the
 * same facts and date, and never stored.
 *
 * @throws RangeError when a date of the input is not a calendar date
 */
export function trajectoryOf({ target, framework, results, asOf }: TrajectoryInput): Trajectory {
  if (framework.oneOff) return withoutTrajectory();
  const { direction, tolerance } = framework;
  const line = expectedLineOf(target);
  const { baseline, due } = line;
  const asOfDay = dayNumber(asOf);
  const { actuals, earlier } = actualsOf(results, baseline.day, asOfDay);

  const judged = actuals.map(({ date, day, points: actual }) => {
    const expected = expectedSinceBaseline(line, day);
    const gap = gapOf(direction, actual, expected);
    return { day, point: { date, actual, expected, gap, judgement: judge(gap, tolerance) } };
  });
  const latest = actuals.at(-1);
  const latestPoint = judged.at(-1)?.point;
  const pair = twoConsecutive(judged);
  const fit = fitOf(baseline, due, actuals, asOfDay);

  const flags: TrajectoryFlag[] = [];
  if (asOfDay < baseline.day) flags.push('beforeBaseline');
  if (!latest) flags.push('noResultSinceBaseline');
  else if (asOfDay - latest.day > STALE_AFTER_DAYS) flags.push('stale');
  if (tolerance === null) flags.push('noTolerance');

  return {
    expected: expectedOn(line, asOfDay),
    actual: latestPoint?.actual ?? null,
    actualDate: latestPoint?.date ?? null,
    gap: latestPoint?.gap ?? null,
    judgement: latestPoint?.judgement ?? null,
    flags,
    projection: projectionOf(fit, due, framework),
    currentRate: currentRateOf(fit),
    requiredRate: requiredRateOf(latest, due),
    consecutive:
      pair.value === null ? pair : { value: [pair.value[0].point, pair.value[1].point], reason: null },
    points: judged.map(({ point }) => point),
    line: cornersOf(line),
    earlier: earlier.map(({ date, points }) => ({ date, value: points })),
  };
}
