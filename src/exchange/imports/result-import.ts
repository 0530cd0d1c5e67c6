import { CreateResultDto } from '../../assessments/results/result.dto.js';
import { writeResults } from '../../assessments/results/write-results.js';
import type { RequestContext } from '../../auth/request-context.js';
import { DomainError, type Fault, invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { SYSTEM_OWNER } from '../../common/ids.js';
import type { SourceKey } from '../../common/source.js';
import { checkBody } from '../../common/validation/request.pipe.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import {
  type CheckedRow,
  type ImportHandler,
  type RowCheck,
  type SchoolsByUrn,
  UNKNOWN_SCHOOL,
} from './import-kind.js';
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

/** A result whose pupil is named by the key in the system that the pupils are synced from. */
interface ResultRow {
  readonly pupil: SourceKey;
  /** Its `pupilId` is found when it is written. */
  readonly dto: CreateResultDto;
}

/** Results, by source key. One that is known and says something else is superseded by a correction. */
export const resultImport: ImportHandler<ResultRow> = {
  keys: [{ columns: ['schoolUrn', 'sourceSystem', 'sourceId'], toldAt: 'sourceId' }],
  columnOf: (pointer) => COLUMNS[pointer] ?? pointer.slice(1),
  check: checkRow,
  write,
};

function checkRow({ cells }: CsvRow, schools: SchoolsByUrn): RowCheck<ResultRow> {
  const schoolId = schools.get(cells['schoolUrn']!);
  const pupil = { system: cells['pupilSourceSystem']!, id: cells['pupilSourceId']! };
  const faults: Fault[] = schoolId === undefined ? [UNKNOWN_SCHOOL] : [];
  if (pupil.system === '') faults.push(missing('pupilSourceSystem'));
  if (pupil.id === '') faults.push(missing('pupilSourceId'));
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

function missing(column: string): Fault {
  return { pointer: `/${column}`, code: 'missing', detail: `${column} is missing.` };
}

/** The number that a cell holds; the cell itself where it holds none, so that its description refuses it. */
function numberOf(cell: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;
}

async function write(
  tx: Transaction,
  ctx: RequestContext,
  rows: readonly CheckedRow<ResultRow>[],
): Promise<Map<number, BatchDone | DomainError>> {
  const pupils = await findPupils(tx, rows);
  const outcomes = new Map<number, BatchDone | DomainError>();
  const items = rows.flatMap((row) => {
    const pupilId = pupils.get(keyOf(row));
    if (pupilId === undefined) {
      outcomes.set(row.index, UNKNOWN_PUPIL);
      return [];
    }
    row.dto.dto.pupilId = pupilId;
    return [{ index: row.index, dto: row.dto.dto }];
  });
  for (const [index, outcome] of await writeResults(tx, ctx, items, true)) outcomes.set(index, outcome);
  return outcomes;
}

const UNKNOWN_PUPIL = invalid({
  pointer: '/pupilId',
  code: 'unknown-pupil',
  detail: 'The school has no pupil with this source key.',
});

/** The ids of the pupils that rows name, by `keyOf`. */
async function findPupils(
  tx: Transaction,
  rows: readonly CheckedRow<ResultRow>[],
): Promise<Map<string, string>> {
  const pupils = new Map<string, string>();
  const groups = Map.groupBy(rows, (it) => JSON.stringify([it.schoolId, it.dto.pupil.system]));
  for (const group of groups.values()) {
    const { schoolId, dto } = group[0]!;
    const { system } = dto.pupil;
    for (const part of inParts(group.map((it) => it.dto.pupil.id))) {
      const found = await tx.query<{ id: string; sourceId: string }>(
        `select id, source_id as sourceId from pupil
          where owner_id = ? and source_system = ? and source_id in (${places(part.length)})`,
        [schoolId, system, ...part],
      );
      for (const { id, sourceId } of found) pupils.set(JSON.stringify([schoolId, system, sourceId]), id);
    }
  }
  return pupils;
}

function keyOf({ schoolId, dto: { pupil } }: CheckedRow<ResultRow>): string {
  return JSON.stringify([schoolId, pupil.system, pupil.id]);
}
