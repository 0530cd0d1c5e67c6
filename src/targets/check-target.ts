import type { Fault } from '../common/errors/domain-error.js';
import type { TrajectoryTarget } from './trajectory/facts.js';

/** What a target aims at, in points. */
export interface Aim extends TrajectoryTarget {
  readonly belowBaselineReason: string | null;
}

/**
 * The faults of a target in itself: the order of its dates, and that it lies at or beyond the baseline, the other
 * way round where lower is better, unless a reason is given.
 */
export function aimFaults(aim: Aim, direction: 1 | -1): Fault[] {
  const { baselineDate, baseline, target, due, checkpoints, belowBaselineReason } = aim;
  const faults: Fault[] = [];
  if (due <= baselineDate) {
    const detail = 'The due date does not lie after the baseline’s.';
    faults.push({ pointer: '/due', code: 'due-before-baseline', detail });
  }
  if (belowBaselineReason === null && direction * (target - baseline) < 0) {
    const detail = 'The target lies short of the baseline: give belowBaselineReason.';
    faults.push({ pointer: '/target', code: 'below-baseline', detail });
  }
  checkpoints.forEach(({ date }, i) => {
    const pointer = `/checkpoints/${String(i)}/date`;
    if (date <= baselineDate || date >= due) {
      const detail = 'A checkpoint lies between the baseline’s date and the due date, on neither.';
      faults.push({ pointer, code: 'not-between', detail });
    }
    if (checkpoints.findIndex((it) => it.date === date) < i) {
      faults.push({ pointer, code: 'repeated', detail: 'Two checkpoints are on one day.' });
    }
  });
  return faults;
}
