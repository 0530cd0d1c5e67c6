import { none } from './facts.js';
import type { Reasoned } from './facts.js';

/** Two results nearer than this are one piece of evidence, not two. */
const DAYS_APART = 14;

/**
 * The two latest results, older first, or why they do not count as two consecutive ones.
 *
 * @param points judged points, oldest first, one a day
 */
export function twoConsecutive<P extends { day: number }>(points: readonly P[]): Reasoned<[P, P]> {
  const latest = points.at(-1);
  if (!latest) return none('noResultSinceBaseline');
  const previous = points.at(-2);
  if (!previous) return none('oneResultOnly');
  if (latest.day - previous.day < DAYS_APART) return none('lessThan14DaysApart');
  return { value: [previous, latest], reason: null };
}
