import { DomainError, type Fault } from '../../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../../common/ids.js';
import { checkBody } from '../../common/validation/request.pipe.js';
import { pupilFaults, type PupilFacts } from '../../pupils/check-pupil.js';
import { CreatePupilDto } from '../../pupils/pupil.dto.js';
import { syncRoll } from '../../pupils/sync-roll.js';
import { type ImportHandler, type RowCheck, type SchoolsByUrn, UNKNOWN_SCHOOL } from './import-kind.js';
import type { CsvRow } from './read-csv.js';

/** Pointers into a pupil's body → columns. Other members have their column's name. */
const COLUMNS: Readonly<Record<string, string>> = {
  '/schoolId': 'schoolUrn',
  '/source': 'sourceId',
  '/source/system': 'sourceSystem',
  '/source/id': 'sourceId',
  '/enrolment/ncYear': 'ncYear',
  '/enrolment/status': 'enrolmentStatus',
  '/enrolment/entryDate': 'entryDate',
};

/** Pupils with their spell on the roll, by source key. */
export const pupilImport: ImportHandler<CreatePupilDto> = {
  keys: [
    { columns: ['schoolUrn', 'sourceSystem', 'sourceId'], toldAt: 'sourceId' },
    { columns: ['schoolUrn', 'upn'], toldAt: 'upn' },
  ],
  columnOf: (pointer) => COLUMNS[pointer] ?? pointer.slice(1),
  check: checkRow,
  write: (tx, _ctx, rows) => syncRoll(tx, rows),
};

function checkRow({ cells }: CsvRow, schools: SchoolsByUrn): RowCheck<CreatePupilDto> {
  const schoolId = schools.get(cells['schoolUrn']!);
  const body = {
    schoolId: schoolId ?? SYSTEM_OWNER,
    upn: cells['upn'] || null,
    upnReason: cells['upnReason'] || null,
    legalForename: cells['legalForename'] || undefined,
    legalSurname: cells['legalSurname'] || undefined,
    dateOfBirth: cells['dateOfBirth'] || undefined,
    sex: cells['sex'] || null,
    source: { system: cells['sourceSystem'] || undefined, id: cells['sourceId'] || undefined },
    enrolment: {
      ncYear: cells['ncYear'] || undefined,
      status: cells['enrolmentStatus'] || undefined,
      entryDate: cells['entryDate'] || undefined,
    },
  };
  const faults: Fault[] = schoolId === undefined ? [UNKNOWN_SCHOOL] : [];
  try {
    const dto = checkBody(CreatePupilDto, body);
    faults.push(...pupilFaults(dto));
    return faults.length > 0 ? { faults } : { dto, schoolId: dto.schoolId };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const facts: PupilFacts = { ...body, dateOfBirth: body.dateOfBirth ?? '' } as PupilFacts;
    return { faults: [...faults, ...error.faults, ...pupilFaults(facts)] };
  }
}
