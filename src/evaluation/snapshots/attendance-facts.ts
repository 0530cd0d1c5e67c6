import type { AttendanceFact } from '@espalier/sdk';
import { absenceOf } from '../../assessments/attendance/absence.js';
import { lastTenWeeksOf } from '../../assessments/attendance/last-ten-weeks.js';
import { weeksToDate } from '../../assessments/attendance/school-weeks.js';
import type { Reader } from '../../database/database.js';
import { byPupil } from './by-pupil.js';
import { knownRows, type PupilSpan } from './known-rows.js';

/** What attendance needs of a run's frame. */
interface AttendanceFrame {
  readonly asOf: string;
  readonly knownVersion: number;
  readonly schoolWeeks: readonly string[];
  readonly snapshotVersion: number;
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
  { asOf, knownVersion, schoolWeeks, snapshotVersion }: AttendanceFrame,
): Promise<(pupilId: string) => AttendanceFact | null> {
  const { from: first, to } = weeksToDate(asOf);
  const tenth = schoolWeeks.at(-10);
  const from = tenth !== undefined && tenth < first ? tenth : first;
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
    const facts = {
      weeks: weeksOf.get(pupilId) ?? [],
      spells: rollOf.get(pupilId) ?? [],
      schoolWeeks,
      asOf,
    };
    const { possible, absent, authorised, unauthorised, absence, partial } = absenceOf(facts);
    if (absence === null) return null;
    const toDate = { possible, absent, authorised, unauthorised, absence, partial };
    // The cast is of decisions that were made before there were ten weeks: they are replayed as they were.
    if (snapshotVersion < 3) return toDate as AttendanceFact;
    return { ...toDate, lastTenWeeks: lastTenWeeksOf(facts) };
  };
}
