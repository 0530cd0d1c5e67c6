import type { Actual } from './actuals.js';
import type { Corner } from './expected.js';
import { none } from './facts.js';
import type { Reasoned } from './facts.js';
import type { Line } from './projection.js';

/** Points gained in 7 days along the fitted line; valid as the projection is. */
export function currentRateOf(fit: Reasoned<Line>): Reasoned<number> {
  return fit.value === null ? fit : { value: fit.value.slope * 7, reason: null };
}

/** Points a week that would bring the latest actual to the target at due. */
export function requiredRateOf(latest: Actual | undefined, due: Corner): Reasoned<number> {
  if (!latest) return none('noResultSinceBaseline');
  if (latest.day >= due.day) return none('dueReached');
  return { value: ((due.value - latest.points) * 7) / (due.day - latest.day), reason: null };
}
