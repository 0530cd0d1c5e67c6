import { CreateResultDto } from '../../assessments/results/result.dto.js';
import { writeResults } from '../../assessments/results/write-results.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../../common/ids.js';
import { checkBody } from '../../common/validation/request.pipe.js';
import { type ImportHandler, type RowCheck, type SchoolsByUrn, UNKNOWN_SCHOOL } from './import-kind.js';
import { numberOf, type PupilRow, pupilOf, withPupils } from './pupils-by-source.js';
import type { CsvRow } from './read-csv.js';

/** Pointers into a result's body → columns. Other members have their column's name. */
const COLUMNS: Readonly<Record<string, string>> = {
  '/schoolId': 'schoolUrn',
  '/pupilId': 'pupilSourceId',
  '/framework/key': 'framework',
  '/framework/version': 'frameworkVersion',
  '/resultSource': 'source',
  '/source': 'sourceId',
  '/source/system': 'sourceSystem',
  '/source/id': 'sourceId',
};

/** Results, by source key. One that is known and says something else is superseded by a correction. */
export const resultImport: ImportHandler<PupilRow<CreateResultDto>> = {
  keys: [{ columns: ['schoolUrn', 'sourceSystem', 'sourceId'], toldAt: 'sourceId' }],
  columnOf: (pointer) => COLUMNS[pointer] ?? pointer.slice(1),
  check: checkRow,
  write: async (tx, ctx, rows) => {
    const { items, outcomes } = await withPupils(tx, rows);
    return new Map([...outcomes, ...(await writeResults(tx, ctx, items, true))]);
  },
};

function checkRow(row: CsvRow, schools: SchoolsByUrn): RowCheck<PupilRow<CreateResultDto>> {
  const { cells } = row;
  const schoolId = schools.get(cells['schoolUrn']!);
  const { pupil, faults } = pupilOf(row);
  if (schoolId === undefined) faults.unshift(UNKNOWN_SCHOOL);
  const version = cells['frameworkVersion'];
  const body = {
    pupilId: SYSTEM_OWNER,
    subject: cells['subject'] || undefined,
    framework: { key: cells['framework'] || undefined, ...(version && { version: numberOf(version) }) },
    date: cells['date'] || undefined,
    value: cells['value'] ? numberOf(cells['value']) : null,
    grade: cells['grade'] || null,
    outcome: cells['outcome'] || null,
    status: cells['status'] || undefined,
    resultSource: cells['source'] || undefined,
    flag: cells['flag'] || null,
    source: { system: cells['sourceSystem'] || undefined, id: cells['sourceId'] || undefined },
  };
  try {
    const dto = checkBody(CreateResultDto, body);
    return schoolId === undefined || faults.length > 0 ? { faults } : { schoolId, dto: { pupil, dto } };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { faults: [...faults, ...error.faults] };
  }
}
