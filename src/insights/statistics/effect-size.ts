import type { Sample } from './sample.js';

/** The standard normal distribution has 2.5 % of its weight beyond this. */
const Z_975 = 1.959964;
/** Below this size of either group no effect size is given (definitions, Effect size). */
const LEAST_GROUP = 10;

/** Hedges' g with its 95 % interval. */
export interface EffectSize {
  readonly g: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Hedges' g of a group against all others: the difference over the pooled standard deviation, times
 * J = 1 − 3 ÷ (4(n₁ + n₂ − 2) − 1), which takes out the bias of small groups. Null where a group has fewer than
 * 10 or nothing varies. (Hedges, "Distribution theory for Glass's estimator of effect size", 1981.)
 */
export function effectSizeOf(group: Sample, others: Sample): EffectSize | null {
  const { n: n1, mean: mean1 } = group;
  const { n: n2, mean: mean2 } = others;
  if (n1 < LEAST_GROUP || n2 < LEAST_GROUP || mean1 === null || mean2 === null) return null;
  const freedom = n1 + n2 - 2;
  const deviation = Math.sqrt((group.squares + others.squares) / freedom);
  if (deviation === 0) return null;
  const g = ((mean1 - mean2) / deviation) * (1 - 3 / (4 * freedom - 1));
  const half = Z_975 * Math.sqrt((n1 + n2) / (n1 * n2) + g ** 2 / (2 * (n1 + n2)));
  return { g, low: g - half, high: g + half };
}
