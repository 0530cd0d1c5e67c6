import { Breath } from '../common/breath.js';
import type { DomainError } from '../common/errors/domain-error.js';
import { duplicate, invalid } from '../common/errors/domain-error.js';
import { foldedKey } from '../common/folded-key.js';
import { sourceColumns, type SourceColumns } from '../common/source.js';
import type { BatchDone } from '../common/http/batch.js';
import { places } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { FactPatch, NewFact, Transaction } from '../database/transaction.js';
import { enrolmentFaults, pupilFaults } from './check-pupil.js';
import { EnrolmentEntity } from './enrolment.entity.js';
import type { CreatePupilDto, UpdatePupilDto } from './pupil.dto.js';
import { PupilEntity } from './pupil.entity.js';

/** One pupil of a write, with its place among the others. */
export interface PupilItem {
  readonly index: number;
  readonly dto: CreatePupilDto;
}

type Outcome = BatchDone | DomainError;

/**
 * Adds pupils, or changes those with the same source key where `bySource` says so. Every item is judged on its
 * own, against what is stored and against the items before it; the schools are known to be the caller's.
 */
export async function writePupils(
  tx: Transaction,
  items: readonly PupilItem[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  // One new pupil: the unique indexes refuse by themselves what is taken, and only then is it asked what.
  const trusting = items.length === 1 && !bySource && !tx.refused;
  const taken = trusting ? new TakenKeys() : await TakenKeys.read(tx, items);
  const breath = new Breath();
  for (const { index, dto } of items) {
    if (breath.due()) await breath.take();
    const faults = pupilFaults(dto).concat(dto.enrolment ? enrolmentFaults(dto.enrolment, '/enrolment') : []);
    if (faults.length > 0) {
      outcomes.set(index, invalid(...faults));
      continue;
    }
    const known = dto.source ? taken.bySource(dto.schoolId, sourceColumns(dto.source)) : null;
    if (known && !bySource) {
      outcomes.set(index, duplicate('/source', 'A pupil with this source key is there already.'));
      continue;
    }
    const holder = dto.upn ? taken.byUpn(dto.schoolId, dto.upn) : null;
    if (holder && holder.id !== known?.id) {
      outcomes.set(index, duplicate('/upn', 'A pupil with this UPN is at this school already.'));
      continue;
    }
    if (!known) {
      const row = insertPupil(tx, dto);
      taken.add(row);
      outcomes.set(index, { row, kind: 'created' });
      continue;
    }
    const patch = patchOf(dto);
    const kind = changes(known, patch) ? 'updated' : 'unchanged';
    const row = tx.update(PupilEntity, known, patch);
    taken.add(row);
    outcomes.set(index, { row, kind });
  }
  return outcomes;
}

/** The columns that a whole pupil or a part of one sets. */
export function patchOf(dto: UpdatePupilDto): FactPatch<PupilEntity> {
  const { source, enrolment: _enrolment, schoolId: _schoolId, ...members } = dto as CreatePupilDto;
  return {
    ...members,
    ...(dto.legalSurname !== undefined && { surnameKey: foldedKey(dto.legalSurname) }),
    ...(dto.legalForename !== undefined && { forenameKey: foldedKey(dto.legalForename) }),
    ...(source !== undefined && sourceColumns(source)),
  };
}

/** Whether a patch says anything new of a row, also of one that an item before has just written. */
function changes(row: PupilEntity, patch: FactPatch<PupilEntity>): boolean {
  return Object.entries(patch).some(([member, value]) => row[member as keyof PupilEntity] !== value);
}

function insertPupil(tx: Transaction, dto: CreatePupilDto): PupilEntity {
  const row = tx.insert(PupilEntity, {
    upn: null,
    upnReason: null,
    formerUpn: null,
    uln: null,
    preferredForename: null,
    preferredSurname: null,
    sex: null,
    sourceSystem: null,
    sourceId: null,
    ...patchOf(dto),
    ownerId: dto.schoolId,
  } as NewFact<PupilEntity>);
  if (dto.enrolment) {
    tx.insert(EnrolmentEntity, {
      ...dto.enrolment,
      leavingDate: dto.enrolment.leavingDate ?? null,
      ...sourceColumns(null),
      ownerId: row.ownerId,
      pupilId: row.id,
    });
  }
  return row;
}

/** The natural keys that are taken at the schools of a write, by stored pupils and by items before. */
class TakenKeys {
  private readonly pupils = new Map<string, PupilEntity>();

  static async read(tx: Transaction, items: readonly PupilItem[]): Promise<TakenKeys> {
    const taken = new TakenKeys();
    for (const [schoolId, group] of Map.groupBy(items, (it) => it.dto.schoolId)) {
      const upns = group.flatMap(({ dto }) => dto.upn ?? []);
      const systems = Map.groupBy(
        group.flatMap(({ dto }) => dto.source ?? []),
        (it) => it.system,
      );
      for (const part of inParts(upns)) {
        const where = `where owner_id = ? and upn in (${places(part.length)})`;
        for (const row of await tx.lock(PupilEntity, where, [schoolId, ...part])) taken.add(row);
      }
      for (const [system, keys] of systems) {
        for (const part of inParts(keys.map((it) => it.id))) {
          const where = `where owner_id = ? and source_system = ? and source_id in (${places(part.length)})`;
          for (const row of await tx.lock(PupilEntity, where, [schoolId, system, ...part])) taken.add(row);
        }
      }
    }
    return taken;
  }

  add(row: PupilEntity): void {
    if (row.upn) this.pupils.set(`upn\n${row.ownerId}\n${row.upn}`, row);
    if (row.sourceId) this.pupils.set(`source\n${row.ownerId}\n${row.sourceSystem}\n${row.sourceId}`, row);
  }

  byUpn(ownerId: string, upn: string): PupilEntity | null {
    return this.pupils.get(`upn\n${ownerId}\n${upn}`) ?? null;
  }

  bySource(ownerId: string, { sourceSystem, sourceId }: SourceColumns): PupilEntity | null {
    return this.pupils.get(`source\n${ownerId}\n${sourceSystem}\n${sourceId}`) ?? null;
  }
}
