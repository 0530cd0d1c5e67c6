import { dayNumber } from '../common/dates.js';
import { actualsOf } from './trajectory/actuals.js';
import type { TrajectoryResult, TrajectoryTarget, TrajectoryValue } from './trajectory/facts.js';

export const STANDINGS = ['open', 'met', 'missed', 'notAssessed'] as const;

/**
 * What the facts say of a target, whatever status it was given: `met` while the latest actual up to the due date is at
 * or beyond it; after the due date `missed`, or `notAssessed` where there was no actual; `open` before.
 */
export type Standing = (typeof STANDINGS)[number];

export interface TargetStanding {
  value: Standing;
  /** The latest actual up to the due date, which decides; null where there is none. */
  decidedBy: TrajectoryValue | null;
  /** The day of the first actual that was at or beyond the target; null where none was. */
  reachedOn: string | null;
}

/** Points that fall short by less do so by rounding only: several results on a day have a mean. */
const EPSILON = 1e-9;

/**
 * How a target stands on a date, from what is dated up to it. Results of the day on which it is due still count, so it
 * is missed from the day after.
 *
 * @param results of the target's own pupil, subject and framework version, in any order
 */
export function standingOf(
  target: TrajectoryTarget,
  direction: 1 | -1,
  results: readonly TrajectoryResult[],
  asOf: string,
): TargetStanding {
  const [asOfDay, dueDay] = [dayNumber(asOf), dayNumber(target.due)];
  const { actuals } = actualsOf(results, dayNumber(target.baselineDate), Math.min(asOfDay, dueDay));
  const reaches = (it: { points: number }) => direction * (it.points - target.target) >= -EPSILON;
  const latest = actuals.at(-1);
  const over = asOfDay > dueDay;
  const value = latest && reaches(latest) ? 'met' : !over ? 'open' : latest ? 'missed' : 'notAssessed';
  return {
    value,
    decidedBy: latest ? { date: latest.date, value: latest.points } : null,
    reachedOn: actuals.find(reaches)?.date ?? null,
  };
}
