import type { AttendanceFact } from '@espalier/sdk';
import { absenceOf } from '../../assessments/attendance/absence.js';
import { weeksToDate } from '../../assessments/attendance/school-weeks.js';
import type { Reader } from '../../database/database.js';
import { byPupil } from './by-pupil.js';
import { knownRows, type PupilSpan } from './known-rows.js';

/** What attendance needs of a run's frame. */
interface AttendanceFrame {
  readonly asOf: string;
  readonly knownVersion: number;
  readonly schoolWeeks: readonly string[];
}

interface WeekRow {
  readonly pupil_id: string;
  readonly weekStart: string;
  readonly possible: number;
  readonly present: number;
  readonly authorised: number;
  readonly unauthorised: number;
  readonly late: number;
}

interface RollRow {
  readonly pupil_id: string;
  readonly entryDate: string;
  readonly leavingDate: string | null;
}

const WEEK_COLUMNS = 'pupil_id, week_start as weekStart, possible, present, authorised, unauthorised, late';
const ROLL_COLUMNS = 'pupil_id, entry_date as entryDate, leaving_date as leavingDate';

/** Reads the absence to date of the pupils of a batch; null for one of whom too little is known to judge. */
export async function readAttendance(
  reader: Reader,
  span: PupilSpan,
  { asOf, knownVersion, schoolWeeks }: AttendanceFrame,
): Promise<(pupilId: string) => AttendanceFact | null> {
  const { from, to } = weeksToDate(asOf);
  const [weeks, roll] = await Promise.all([
    knownRows<WeekRow>(reader, 'attendance_summary', WEEK_COLUMNS, span, knownVersion, {
      sql: 'week_start between ? and ?',
      params: [from, to],
    }),
    knownRows<RollRow>(reader, 'enrolment', ROLL_COLUMNS, span, knownVersion, {
      sql: 'entry_date <= ? and (leaving_date is null or leaving_date >= ?)',
      params: [asOf, from],
    }),
  ]);
  const [weeksOf, rollOf] = [byPupil(weeks), byPupil(roll)];
  return (pupilId) => {
    const facts = { weeks: weeksOf.get(pupilId) ?? [], spells: rollOf.get(pupilId) ?? [] };
    const { possible, absent, authorised, unauthorised, absence, partial } = absenceOf({
      ...facts,
      schoolWeeks,
      asOf,
    });
    if (absence === null) return null;
    return { possible, absent, authorised, unauthorised, absence, partial };
  };
}
