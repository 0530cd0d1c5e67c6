import type { Fault } from '../../common/errors/domain-error.js';
import type { InterventionStatus } from '../lifecycle.js';

/**
 * Why a pupil had nothing of a session: away from school; at school, but elsewhere, as in a test or on a trip; would
 * not take part; or the session was not held at all, so that it costs nothing.
 */
export const ABSENCE_REASONS = ['absent', 'elsewhere', 'refused', 'not-held', 'other'] as const;

export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

/** A session of an intervention as it is to be recorded. */
export interface SentSession {
  readonly date: string;
  readonly lengthMinutes: number;
  readonly minutes: number;
  readonly attended: boolean;
  readonly absenceReason: AbsenceReason | null;
}

/** The intervention that it is of. Dates are the ones in force: its own, or its provision's; null where open. */
export interface SessionBounds {
  readonly status: InterventionStatus;
  readonly start: string | null;
  readonly end: string | null;
}

/** The faults of a session in itself and against its intervention. None lies in the future. */
export function sessionFaults(sent: SentSession, bounds: SessionBounds, today: string): Fault[] {
  return [...dateFaults(sent.date, bounds, today), ...attendanceFaults(sent)];
}

function dateFaults(date: string, { status, start, end }: SessionBounds, today: string): Fault[] {
  const fault = (code: string, detail: string): Fault[] => [{ pointer: '/date', code, detail }];
  if (status === 'proposed' || status === 'agreed' || status === 'declined') {
    return fault('not-begun', `The intervention is ${status}: it has had no session.`);
  }
  if (date > today) return fault('in-future', 'A session is recorded when it has been held.');
  if ((start !== null && date < start) || (end !== null && date > end)) {
    const span = [start === null ? '' : ` from ${start}`, end === null ? '' : ` to ${end}`].join('');
    return fault('outside-intervention', `The intervention runs${span}.`);
  }
  return [];
}

function attendanceFaults({ attended, minutes, lengthMinutes, absenceReason }: SentSession): Fault[] {
  const faults: Fault[] = [];
  if (attended && minutes < 1) {
    faults.push({
      pointer: '/minutes',
      code: 'too-small',
      detail: 'A pupil who attended had a minute or more.',
    });
  }
  if (minutes > lengthMinutes) {
    faults.push({
      pointer: '/minutes',
      code: 'longer-than-session',
      detail: `The session lasted ${lengthMinutes} minutes.`,
    });
  }
  if (!attended && minutes > 0) {
    faults.push({
      pointer: '/minutes',
      code: 'not-attended',
      detail: 'A pupil who did not attend had none.',
    });
  }
  if (attended && absenceReason !== null) {
    faults.push({ pointer: '/absenceReason', code: 'attended', detail: 'The pupil attended.' });
  }
  if (!attended && absenceReason === null) {
    faults.push({ pointer: '/absenceReason', code: 'missing', detail: 'Say why the pupil did not attend.' });
  }
  return faults;
}
