import type { Delay } from './delays.js';

/** How long one leg takes, in hours. */
export class DelayRowView {
  /** `signal-to-evaluation`, `evaluation-to-decision`, `signal-to-decision`. @example 'signal-to-decision' */
  leg!: string;
  /** The academic year in which the recommendations were first made, by the year in which it begins. @example 2025 */
  academicYear!: number;
  /** Recommendations with both ends of the leg; null where they are hidden: fewer than five. @example 40 */
  n!: number | null;
  /** @example 20.5 */
  lowerQuartile!: number | null;
  /** @example 46 */
  median!: number | null;
  /** @example 71.25 */
  upperQuartile!: number | null;
  /** Recommendations that still wait for a decision. @example 12 */
  open!: number | null;
  /** Those that ended without one. @example 5 */
  ended!: number | null;
}

/** A leg's row. With `hides`, what counts fewer than five is left out. */
export function toDelayRow(
  { leg, n, quartiles, open, ended }: Delay,
  academicYear: number,
  hides: boolean,
): DelayRowView {
  const few = (count: number) => hides && count > 0 && count < 5;
  return {
    leg,
    academicYear,
    n: few(n) ? null : n,
    lowerQuartile: few(n) ? null : (quartiles?.lower ?? null),
    median: few(n) ? null : (quartiles?.median ?? null),
    upperQuartile: few(n) ? null : (quartiles?.upper ?? null),
    open: few(open) ? null : open,
    ended: few(ended) ? null : ended,
  };
}
