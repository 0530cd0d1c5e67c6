import type { Actual } from './actuals.js';
import type { Corner } from './expected.js';
import { none } from './facts.js';
import type { Reasoned, TrajectoryFramework } from './facts.js';

/** A straight line through (day, mean), with its slope a day. */
export interface Line {
  day: number;
  mean: number;
  slope: number;
}

/**
 * Ordinary least squares over the points. Days are taken from their own mean, so that no digits are lost to
 * the size of day numbers. At least two days are needed.
 */
export function leastSquares(points: readonly { day: number; points: number }[]): Line {
  const first = points[0]?.day ?? 0;
  let days = 0;
  let sum = 0;
  for (const point of points) {
    days += point.day - first;
    sum += point.points;
  }
  const day = first + days / points.length;
  const mean = sum / points.length;
  let covariance = 0;
  let variance = 0;
  for (const point of points) {
    covariance += (point.day - day) * (point.points - mean);
    variance += (point.day - day) ** 2;
  }
  return { day, mean, slope: covariance / variance };
}

/**
 * The line of best fit over baseline and actuals, or why there is none: it takes three dates that span half
 * of the time from baseline to due, and it ends when due is reached.
 */
export function fitOf(
  baseline: Corner,
  due: Corner,
  actuals: readonly Actual[],
  asOfDay: number,
): Reasoned<Line> {
  if (asOfDay >= due.day) return none('dueReached');
  const latest = actuals.at(-1);
  if (!latest) return none('noResultSinceBaseline');
  if (actuals.length < 2) return none('tooFewDates');
  if ((latest.day - baseline.day) * 2 < due.day - baseline.day) return none('spanTooShort');
  return {
    value: leastSquares([{ day: baseline.day, points: baseline.value }, ...actuals]),
    reason: null,
  };
}

/** The value at due if the pupil goes on along the fitted line, kept within the framework's range. */
export function projectionOf(
  fit: Reasoned<Line>,
  due: Corner,
  { min, max }: Pick<TrajectoryFramework, 'min' | 'max'>,
): Reasoned<number> {
  if (fit.value === null) return fit;
  const { day, mean, slope } = fit.value;
  return { value: Math.min(max, Math.max(min, mean + slope * (due.day - day))), reason: null };
}
