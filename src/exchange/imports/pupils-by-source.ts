import { type DomainError, type Fault, invalid } from '../../common/errors/domain-error.js';
import type { SourceKey } from '../../common/source.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import type { CheckedRow } from './import-kind.js';
import type { CsvRow } from './read-csv.js';

/** A row about a pupil, named by the key in the system that the pupils are synced from. */
export interface PupilRow<D> {
  readonly pupil: SourceKey;
  /** Its `pupilId` is found when it is written. */
  readonly dto: D;
}

/** The pupil that a row names, and the faults where it names none. */
export function pupilOf({ cells }: CsvRow): { pupil: SourceKey; faults: Fault[] } {
  const faults = ['pupilSourceSystem', 'pupilSourceId']
    .filter((column) => cells[column] === '')
    .map((column) => ({ pointer: `/${column}`, code: 'missing', detail: `${column} is missing.` }));
  return { pupil: { system: cells['pupilSourceSystem']!, id: cells['pupilSourceId']! }, faults };
}

/** The number that a cell holds; the cell itself where it holds none, so that its description refuses it. */
export function numberOf(cell: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;
}

const UNKNOWN_PUPIL = invalid({
  pointer: '/pupilId',
  code: 'unknown-pupil',
  detail: 'The school has no pupil with this source key.',
});

/** Finds the pupils that rows name: the items with their ids, and the outcomes of those that name nobody. */
export async function withPupils<D extends { pupilId: string }>(
  tx: Transaction,
  rows: readonly CheckedRow<PupilRow<D>>[],
): Promise<{ items: { index: number; dto: D }[]; outcomes: Map<number, DomainError> }> {
  const pupils = await findPupils(tx, rows);
  const outcomes = new Map<number, DomainError>();
  const items = rows.flatMap(({ index, schoolId, dto: { pupil, dto } }) => {
    const pupilId = pupils.get(keyOf(schoolId, pupil));
    if (pupilId === undefined) {
      outcomes.set(index, UNKNOWN_PUPIL);
      return [];
    }
    dto.pupilId = pupilId;
    return [{ index, dto }];
  });
  return { items, outcomes };
}

/** The ids of the pupils that rows name, by `keyOf`. */
async function findPupils(
  tx: Transaction,
  rows: readonly CheckedRow<PupilRow<unknown>>[],
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
      for (const { id, sourceId } of found) pupils.set(keyOf(schoolId, { system, id: sourceId }), id);
    }
  }
  return pupils;
}

function keyOf(schoolId: string, { system, id }: SourceKey): string {
  return JSON.stringify([schoolId, system, id]);
}
