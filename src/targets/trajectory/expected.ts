import { dayNumber } from '../../common/dates.js';
import type { TrajectoryTarget } from './facts.js';

/** A corner of the trajectory's line. */
export interface Corner {
  date: string;
  day: number;
  value: number;
}

/** The line from baseline to target; `between` holds the checkpoints, oldest first. */
export interface ExpectedLine {
  baseline: Corner;
  between: Corner[];
  due: Corner;
}

/**
 * The line of a target. A checkpoint outside baseline and due is left out; of two on a day the later in the
 * list counts.
 */
export function expectedLineOf(target: TrajectoryTarget): ExpectedLine {
  const baseline = { date: target.baselineDate, day: dayNumber(target.baselineDate), value: target.baseline };
  const due = { date: target.due, day: dayNumber(target.due), value: target.target };
  if (target.checkpoints.length === 0) return { baseline, between: [], due };

  const byDay = new Map<number, Corner>();
  for (const { date, value } of target.checkpoints) {
    const day = dayNumber(date);
    if (day > baseline.day && day < due.day) byDay.set(day, { date, day, value });
  }
  return { baseline, between: [...byDay.values()].sort((a, b) => a.day - b.day), due };
}

/** The expected value on a day from the baseline's on: linear by calendar days, the target from due on. */
export function expectedSinceBaseline({ baseline, between, due }: ExpectedLine, day: number): number {
  if (day >= due.day) return due.value;
  let from = baseline;
  let to = due;
  for (const corner of between) {
    if (corner.day > day) {
      to = corner;
      break;
    }
    from = corner;
  }
  return from.value + ((to.value - from.value) * (day - from.day)) / (to.day - from.day);
}

/** The expected value on a day; null before the baseline's. */
export function expectedOn(line: ExpectedLine, day: number): number | null {
  return day < line.baseline.day ? null : expectedSinceBaseline(line, day);
}
