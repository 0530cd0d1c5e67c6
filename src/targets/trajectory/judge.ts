import type { TrajectoryJudgement } from './facts.js';

/** A gap that exceeds the tolerance by less than this does so by rounding only. */
const EPSILON = 1e-9;

/** How far the actual value is ahead of the expected one: negative when behind, whichever way is better. */
export function gapOf(direction: 1 | -1, actual: number, expected: number): number {
  return direction === 1 ? actual - expected : expected - actual;
}

/** On trajectory up to and with the tolerance; null where the framework sets none. */
export function judge(gap: number, tolerance: number | null): TrajectoryJudgement | null {
  if (tolerance === null) return null;
  if (gap > tolerance + EPSILON) return 'above';
  if (gap < -tolerance - EPSILON) return 'below';
  return 'on';
}
