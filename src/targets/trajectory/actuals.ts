import { dayNumber } from '../../common/dates.js';
import type { ResultStatus, TrajectoryResult } from './facts.js';

/** What the pupil reached on one day, with the day as text and as day number. */
export interface Actual {
  date: string;
  day: number;
  points: number;
}

export interface Actuals {
  /** After the baseline's day, up to and with asOf, oldest first, one a day. */
  actuals: Actual[];
  /** Before the baseline's day, oldest first, one a day: plotted, never judged. */
  earlier: Actual[];
}

interface Counted extends Actual {
  rank: number;
}

/** Result before provisional before interim; estimates and targets never count. */
const RANKS: Readonly<Record<ResultStatus, number>> = { R: 3, P: 2, I: 1, E: 0, T: 0 };

/** By day, then best status; then by points, so that a mean does not depend on the order of the rows. */
function inOrder(a: Counted, b: Counted): number {
  return a.day - b.day || b.rank - a.rank || a.points - b.points;
}

/**
 * The results that count, one a day: of several on a day those with the best status, by their mean.
 * A result on the baseline's own day is neither an actual nor an earlier one.
 */
export function actualsOf(
  results: readonly TrajectoryResult[],
  baselineDay: number,
  asOfDay: number,
): Actuals {
  const counted: Counted[] = [];
  for (const { date, points, status } of results) {
    const rank = RANKS[status];
    if (points === null || rank === 0) continue;
    const day = dayNumber(date);
    if (day <= asOfDay && day !== baselineDay) counted.push({ date, day, points, rank });
  }
  counted.sort(inOrder);

  const actuals: Actual[] = [];
  const earlier: Actual[] = [];
  let best: Counted | undefined;
  let sum = 0;
  let count = 0;
  const closeDay = (): void => {
    if (!best) return;
    const { date, day } = best;
    (day > baselineDay ? actuals : earlier).push({ date, day, points: sum / count });
  };
  for (const result of counted) {
    if (result.day !== best?.day) {
      closeDay();
      best = result;
      sum = 0;
      count = 0;
    }
    if (result.rank === best.rank) {
      sum += result.points;
      count += 1;
    }
  }
  closeDay();
  return { actuals, earlier };
}
