import type { Sample } from './sample.js';

/** An interval that holds the mean of the population with 95 % confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * How much of Student's t distribution lies between −t and t, for whole degrees of freedom: the finite sums of
 * Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4.
 */
function weightWithin(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const square = Math.cos(angle) ** 2;
  const odd = freedom % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (square * (k - 1)) / k;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/** The t that leaves 2.5 % on either side. Throws RangeError below one degree of freedom. */
export function tQuantile975(freedom: number): number {
  if (!Number.isInteger(freedom) || freedom < 1) throw new RangeError('Degrees of freedom are 1 or more');
  // 12.7 at one degree, falling towards 1.96.
  let low = 1.9;
  let high = 13;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (weightWithin(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The 95 % t-interval of a mean; null for fewer than two values. */
export function tIntervalOf({ n, mean, squares }: Sample): Interval | null {
  if (n < 2 || mean === null) return null;
  const half = tQuantile975(n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { low: mean - half, high: mean + half };
}
