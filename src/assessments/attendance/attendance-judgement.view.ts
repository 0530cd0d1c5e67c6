import type { Absence } from './absence.js';
import { academicYearStart } from './school-weeks.js';

/** A pupil's absence of the academic year to date at this school. Derived, never stored; in sessions (half days). */
export class AttendanceJudgementView {
  pupilId!: string;
  schoolId!: string;
  /** Weeks that end later change nothing. @example '2026-10-23' */
  asOf!: string;
  /** The first day of the academic year. @example '2026-09-01' */
  from!: string;
  /** @example 70 */
  possible!: number;
  /** @example 62 */
  present!: number;
  /** @example 6 */
  authorised!: number;
  /** @example 2 */
  unauthorised!: number;
  /** Of those present. @example 3 */
  late!: number;
  /** authorised + unauthorised. @example 8 */
  absent!: number;
  /** absent ÷ possible, unrounded; null where it is not judged. @example 0.11428571428571428 */
  absence!: number | null;
  /** Whether 10 % or more of the pupil's own possible sessions were missed, unrounded. @example true */
  persistent!: boolean | null;
  /** Whether 50 % or more were missed; severe absence is persistent too. @example false */
  severe!: boolean | null;
  /** Why nothing is judged: noWeekReceived or under10Sessions. @example null */
  reason!: string | null;
  /** Weeks in which the school was open and the pupil on roll. @example 7 */
  weeksExpected!: number;
  /** Of those. @example 7 */
  weeksReceived!: number;
  /** Fewer than 90 % of the expected weeks were received. @example false */
  partial!: boolean;
}

export function toAttendanceJudgementView(
  pupil: { readonly id: string; readonly ownerId: string },
  asOf: string,
  absence: Absence,
): AttendanceJudgementView {
  const { id: pupilId, ownerId: schoolId } = pupil;
  return { pupilId, schoolId, asOf, from: academicYearStart(asOf), ...absence };
}
