import type { Fault } from '../../common/errors/domain-error.js';
import type { OutcomeResult } from '../plan-words.js';

/** What is checked of an outcome as it will be. */
export interface CheckedOutcome {
  readonly byDate: string;
  readonly result: OutcomeResult | null;
  readonly resultOn: string | null;
  readonly achieved: string | null;
}

/** The faults of an outcome in itself and against the plan's start. */
export function outcomeFaults(outcome: CheckedOutcome, startDate: string | null, today: string): Fault[] {
  const { byDate, result, resultOn, achieved } = outcome;
  const faults: Fault[] = [];
  if (startDate !== null && byDate <= startDate) {
    faults.push(fault('/byDate', 'not-after-start', 'An outcome is reached after the plan’s start.'));
  }
  if (result === null) {
    if (resultOn !== null) faults.push(fault('/resultOn', 'no-result', 'There is no result on this day.'));
    if (achieved !== null)
      faults.push(fault('/achieved', 'no-result', 'What was achieved goes with a result.'));
    return faults;
  }
  if (resultOn === null)
    faults.push(fault('/resultOn', 'missing', 'A result has the day on which it was judged.'));
  else if (resultOn > today) faults.push(fault('/resultOn', 'in-future', 'The day is yet to come.'));
  else if (startDate !== null && resultOn < startDate) {
    faults.push(fault('/resultOn', 'before-start', 'The day lies before the plan’s start.'));
  }
  return faults;
}

function fault(pointer: string, code: string, detail: string): Fault {
  return { pointer, code, detail };
}
