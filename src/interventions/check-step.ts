import type { Fault } from '../common/errors/domain-error.js';
import { type InterventionStatus, type ReviewOutcome } from './lifecycle.js';

/** What is said with a step in the life of an intervention. */
export interface SentStep {
  readonly to: InterventionStatus;
  readonly startDate?: string | null | undefined;
  readonly endDate?: string | null | undefined;
  readonly endedOn?: string | null | undefined;
  readonly outcome?: ReviewOutcome | null | undefined;
  readonly exit?: object | null | undefined;
}

/** The dates of an intervention that are in force: its own, or its provision's; null where open. */
export interface PlannedDates {
  readonly start: string | null;
  readonly end: string | null;
}

/**
 * The faults of a step. Dates are planned when it is agreed or begins: a review tells when it ended and leaves the
 * plan as it was, or what was received could not be held against it. A review finds an outcome.
 */
export function stepFaults(step: SentStep, planned: PlannedDates, today: string): Fault[] {
  const faults: Fault[] = [];
  const plans = step.to === 'agreed' || step.to === 'active';
  for (const member of ['startDate', 'endDate'] as const) {
    if (!plans && given(step[member])) {
      faults.push({ pointer: `/${member}`, code: 'not-in-this-step', detail: 'The planned dates stay.' });
    }
  }
  if (step.to !== 'reviewed') {
    for (const member of ['endedOn', 'outcome', 'exit'] as const) {
      if (given(step[member])) {
        faults.push({ pointer: `/${member}`, code: 'not-in-this-step', detail: 'A review says this.' });
      }
    }
    return faults;
  }
  if (!given(step.outcome)) {
    faults.push({ pointer: '/outcome', code: 'missing', detail: 'A review finds an outcome.' });
  }
  const { endedOn } = step;
  if (!endedOn) return faults;
  if (endedOn > today) {
    faults.push({ pointer: '/endedOn', code: 'in-future', detail: 'It has not ended yet.' });
  } else if (
    (planned.start !== null && endedOn < planned.start) ||
    (planned.end !== null && endedOn > planned.end)
  ) {
    faults.push({
      pointer: '/endedOn',
      code: 'outside-intervention',
      detail: `It was planned from ${planned.start ?? '…'} to ${planned.end ?? '…'}.`,
    });
  }
  return faults;
}

/** What is said of an intervention whose life another system tells of. */
export interface ToldIntervention extends Omit<SentStep, 'to' | 'startDate' | 'endDate'> {
  readonly status: InterventionStatus;
  readonly deciderStaffId?: string | null;
}

/** The faults of what another system tells: a person is named who decided, and a review found an outcome. */
export function toldFaults(told: ToldIntervention, planned: PlannedDates, today: string): Fault[] {
  const { status, deciderStaffId, endedOn, outcome, exit } = told;
  const faults: Fault[] = [];
  if ((status === 'proposed') === given(deciderStaffId)) {
    faults.push({
      pointer: '/deciderStaffId',
      code: status === 'proposed' ? 'not-in-this-step' : 'missing',
      detail:
        status === 'proposed'
          ? 'Nobody has decided on a proposed one.'
          : `Name the member of staff by whom it came to be ${status}.`,
    });
  }
  const reviewed = status === 'reviewed' || status === 'closed';
  const step = { to: reviewed ? 'reviewed' : 'active', endedOn, outcome, exit } as const;
  return [...faults, ...stepFaults(step, planned, today)];
}

/** The last day of an intervention that is reviewed without saying: today, or the planned end if that is past. */
export function endOf({ start, end }: PlannedDates, today: string): string {
  const last = end !== null && end < today ? end : today;
  return start !== null && last < start ? start : last;
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null;
}
