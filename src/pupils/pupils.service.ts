import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../auth/audit/audit.js';
import { carryOutBatch } from '../auth/batches/carry-out-batch.js';
import { existsFact, filter, type ListCondition } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import { type RequestContext, seesSensitive } from '../auth/request-context.js';
import { findOwned, lockOwned, ownedBy, requireSchool, rowsSeen, seesSchool } from '../auth/tenancy.js';
import { DomainError, duplicate, invalid } from '../common/errors/domain-error.js';
import { foldedKey } from '../common/folded-key.js';
import type { BatchDone } from '../common/http/batch.js';
import type { BatchQuery } from '../common/http/batch.dto.js';
import type { BatchAnswerView } from '../common/http/batch.view.js';
import { today } from '../common/instants.js';
import { Database, places } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { CharacteristicEntity } from './characteristic.entity.js';
import { pupilFaults } from './check-pupil.js';
import { EnrolmentEntity } from './enrolment.entity.js';
import { ON_ROLL } from './on-roll.js';
import { CreatePupilDto, type PupilQuery, type UpdatePupilDto } from './pupil.dto.js';
import { PupilEntity } from './pupil.entity.js';
import { syncRoll } from './sync-roll.js';
import { patchOf, type PupilItem, writePupils } from './write-pupils.js';

const LIST = {
  entity: PupilEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    legalSurname: { column: 'surname_key', property: 'surnameKey' },
    legalForename: { column: 'forename_key', property: 'forenameKey' },
    dateOfBirth: { column: 'date_of_birth', property: 'dateOfBirth' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Pupils and who may see them. */
@Injectable()
export class PupilsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, query: PupilQuery): Promise<RowPage<PupilEntity>> {
    if ((query.sen ?? query.sex) !== undefined && !seesSensitive(ctx)) {
      throw new DomainError(
        'sensitive-refused',
        'Filters on sensitive members need the scope sensitive:read.',
      );
    }
    const day = query.asOf ?? today();
    const found = await this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('upn = ?', query.upn),
      filter(
        "surname_key like ? escape '!'",
        query.surname === undefined ? undefined : beginning(query.surname),
      ),
      onRoll(query, day),
      withSen(query, day),
      filter('sex = ?', query.sex),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
    await this.sensitiveReads.note(ctx, 'pupils', found.rows);
    return found;
  }

  async find(ctx: RequestContext, id: string): Promise<PupilEntity> {
    const row = await findOwned(this.database, ctx, PupilEntity, id);
    await this.sensitiveReads.note(ctx, 'pupils', [row]);
    return row;
  }

  /** Pupils by id, for resources that show theirs beside them. Throws `scope-missing` without `pupils:read`. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<Map<string, PupilEntity>> {
    if (!ctx.principal.scopes.has('pupils:read')) {
      throw new DomainError('scope-missing', 'Showing pupils needs the scope pupils:read.');
    }
    const distinct = [...new Set(ids)];
    if (distinct.length === 0) return new Map();
    const own = rowsSeen(ctx, PupilEntity);
    const where = `where ${own.sql} and id in (${places(distinct.length)})`;
    const rows = await this.database.select(PupilEntity, where, [...own.params, ...distinct]);
    await this.sensitiveReads.note(ctx, 'pupils', rows);
    return new Map(rows.map((it) => [it.id, it]));
  }

  /** The spells on the roll of several pupils. */
  async enrolmentsOf(ctx: RequestContext, pupils: readonly PupilEntity[]): Promise<EnrolmentEntity[]> {
    if (pupils.length === 0) return [];
    const owners = [...new Set(pupils.map((it) => it.ownerId))];
    const spells = await this.database.selectKnownAt(
      EnrolmentEntity,
      ctx.knownAt,
      `owner_id in (${places(owners.length)}) and pupil_id in (${places(pupils.length)})`,
      [...owners, ...pupils.map((it) => it.id)],
    );
    return spells.sort((a, b) => (a.entryDate < b.entryDate ? -1 : 1));
  }

  async create(ctx: RequestContext, dto: CreatePupilDto): Promise<PupilEntity> {
    if (!seesSchool(ctx, dto.schoolId)) throw UNKNOWN_SCHOOL;
    return this.uow.run(ctx.principal, async (tx) => {
      // The foreign key holds the school; where it has refused, this says so.
      if (tx.refused) await requireSchool(tx, ctx, dto.schoolId);
      const outcome = (await writePupils(tx, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as PupilEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreatePupilDto, bodies, query, (tx, items, bySource) =>
      writeToOwnSchools(tx, ctx, items, bySource),
    );
  }

  async update(ctx: RequestContext, id: string, dto: UpdatePupilDto): Promise<PupilEntity> {
    const row = await this.uow.run(ctx.principal, async (tx) => {
      const before = await lockOwned(tx, ctx, PupilEntity, id);
      checkPrecondition(ctx, before);
      const patch = patchOf(dto);
      const after = { ...before, ...patch };
      const faults = pupilFaults(after as CreatePupilDto & PupilEntity);
      if (faults.length > 0) throw invalid(...faults);
      const [other] = await tx.select(
        PupilEntity,
        'where owner_id = ? and id <> ? and (upn = ? or (source_system = ? and source_id = ?))',
        [before.ownerId, id, after.upn, after.sourceSystem, after.sourceId],
      );
      if (other) {
        throw other.upn !== null && other.upn === after.upn
          ? duplicate('/upn', 'A pupil with this UPN is at this school already.')
          : duplicate('/source', 'A pupil with this source key is there already.');
      }
      return tx.update(PupilEntity, before, patch);
    });
    await this.sensitiveReads.note(ctx, 'pupils', [row]);
    return row;
  }

  async remove(ctx: RequestContext, id: string): Promise<void> {
    await this.uow.run(ctx.principal, async (tx) => {
      const row = await lockOwned(tx, ctx, PupilEntity, id);
      checkPrecondition(ctx, row);
      for (const table of ['enrolment', 'characteristic', ...FACTS_OF_PUPILS]) {
        const held = await tx.query(`select 1 from ${table} where owner_id = ? and pupil_id = ? limit 1`, [
          row.ownerId,
          id,
        ]);
        if (held.length > 0) {
          throw new DomainError(
            'conflict',
            `There are facts about this pupil (${table}); remove or erase them first.`,
          );
        }
      }
      tx.remove(PupilEntity, row);
    });
  }
}

/** Tables of later domains that hold facts about pupils. */
const FACTS_OF_PUPILS: readonly string[] = [
  'group_member',
  'contact',
  'result',
  'target',
  'intervention',
  'recommendation',
  'evaluation_result',
  'target_proposal',
];

const UNKNOWN_SCHOOL = invalid({
  pointer: '/schoolId',
  code: 'unknown-school',
  detail: 'No school with this id is known.',
});

/** Writes the pupils whose school is the caller's; any other school is as good as unknown. */
async function writeToOwnSchools(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly PupilItem[],
  bySource: boolean,
): Promise<Map<number, BatchDone | DomainError>> {
  const schools = await tx.query<{ id: string }>('select id from school');
  const known = new Set(schools.map((it) => it.id).filter((it) => seesSchool(ctx, it)));
  const own = items.filter((it) => known.has(it.dto.schoolId));
  const outcomes = bySource ? await syncRoll(tx, own) : await writePupils(tx, own, false);
  for (const { index, dto } of items) if (!known.has(dto.schoolId)) outcomes.set(index, UNKNOWN_SCHOOL);
  return outcomes;
}

/** On roll on a day: in a year group, or in any where `asOf` asks who was there then. */
function onRoll({ yearGroup, asOf, knownAt }: PupilQuery, day: string): ListCondition | null {
  if (yearGroup === undefined && asOf === undefined) return null;
  const ofYear = yearGroup === undefined ? '' : 'and enrolment.nc_year = ?';
  return existsFact(EnrolmentEntity, knownAt, {
    sql: `enrolment.owner_id = pupil.owner_id and enrolment.pupil_id = pupil.id ${ofYear}
      and ${ON_ROLL}`,
    params: [...(yearGroup === undefined ? [] : [yearGroup]), day, day],
  });
}

function withSen({ sen, knownAt }: PupilQuery, day: string): ListCondition | null {
  if (sen === undefined) return null;
  return existsFact(CharacteristicEntity, knownAt, {
    sql: `characteristic.owner_id = pupil.owner_id and characteristic.pupil_id = pupil.id
      and characteristic.kind = 'sen' and characteristic.value = ?
      and characteristic.start_date <= ? and (characteristic.end_date is null or characteristic.end_date >= ?)`,
    params: [sen, day, day],
  });
}

function beginning(surname: string): string {
  return `${foldedKey(surname).replace(/[!%_]/g, '!$&')}%`;
}
