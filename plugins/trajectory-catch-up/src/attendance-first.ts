import type { AttendanceFact, Evidence } from '@espalier/sdk';
import { inWords, roundedShare } from './words.js';

/**
 * Support in a subject reaches only a pupil who is there: from the threshold of persistent absence,
 * attendance stands before it. Null where absence is under the threshold or not known.
 */
export function attendanceFirst(
  attendance: AttendanceFact | null,
  threshold: number,
): { readonly sentence: string; readonly evidence: readonly Evidence[] } | null {
  if (!attendance || attendance.absence < threshold) return null;
  const { absent, possible, absence, partial } = attendance;
  const reservation = partial ? ', with some weeks not yet received' : '';
  return {
    sentence: `Attendance first: absent for ${inWords(absence * 100)} % of sessions this year (${absent} of ${possible}${reservation}).`,
    evidence: [
      {
        input: 'attendance',
        value: roundedShare(absence),
        expected: threshold,
        label: 'absence, year to date',
      },
    ],
  };
}
