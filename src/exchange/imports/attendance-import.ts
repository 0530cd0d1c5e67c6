import { CreateAttendanceDto } from '../../assessments/attendance/attendance.dto.js';
import { writeAttendance } from '../../assessments/attendance/write-attendance.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../../common/ids.js';
import { checkBody } from '../../common/validation/request.pipe.js';
import { type ImportHandler, type RowCheck, type SchoolsByUrn, UNKNOWN_SCHOOL } from './import-kind.js';
import { numberOf, type PupilRow, pupilOf, withPupils } from './pupils-by-source.js';
import type { CsvRow } from './read-csv.js';

const COLUMNS: Readonly<Record<string, string>> = { '/schoolId': 'schoolUrn', '/pupilId': 'pupilSourceId' };

/** Weeks of attendance, by pupil and Monday: what an MIS reports has no key of its own. */
export const attendanceImport: ImportHandler<PupilRow<CreateAttendanceDto>> = {
  keys: [{ columns: ['schoolUrn', 'pupilSourceSystem', 'pupilSourceId', 'weekStart'], toldAt: 'weekStart' }],
  columnOf: (pointer) => COLUMNS[pointer] ?? pointer.slice(1),
  check: checkRow,
  write: async (tx, ctx, rows) => {
    const { items, outcomes } = await withPupils(tx, rows);
    return new Map([...outcomes, ...(await writeAttendance(tx, ctx, items, 'week'))]);
  },
};

function checkRow(row: CsvRow, schools: SchoolsByUrn): RowCheck<PupilRow<CreateAttendanceDto>> {
  const { cells } = row;
  const schoolId = schools.get(cells['schoolUrn']!);
  const { pupil, faults } = pupilOf(row);
  if (schoolId === undefined) faults.unshift(UNKNOWN_SCHOOL);
  const sessions = ['possible', 'present', 'authorised', 'unauthorised', 'late']
    .filter((column) => cells[column] !== '')
    .map((column) => [column, numberOf(cells[column]!)] as const);
  const body = {
    pupilId: SYSTEM_OWNER,
    weekStart: cells['weekStart'] || undefined,
    ...Object.fromEntries(sessions),
  };
  try {
    const dto = checkBody(CreateAttendanceDto, body);
    return schoolId === undefined || faults.length > 0 ? { faults } : { schoolId, dto: { pupil, dto } };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { faults: [...faults, ...error.faults] };
  }
}
