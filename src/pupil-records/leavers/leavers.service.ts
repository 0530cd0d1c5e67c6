import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { existsFact, filter, type ListCondition } from '../../auth/lists/conditions.js';
import { Lists } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { ownedBy } from '../../auth/tenancy.js';
import { today } from '../../common/instants.js';
import type { PageView } from '../../common/paging/page.view.js';
import { Database, places } from '../../database/database.js';
import { type FactRow, factOptions } from '../../database/fact.entity.js';
import { codecFor } from '../../database/row-codec.js';
import { EnrolmentEntity } from '../../pupils/enrolment.entity.js';
import { type Leaving, leavingOn, ON_ROLL } from '../../pupils/on-roll.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { namedKinds } from '../named-kinds.js';
import { namedWithin, readSchoolWords, type SchoolWords } from '../words/school-words.js';
import type { LeaverKind } from './leaver-kind.js';
import { LEAVER_KINDS } from './leaver-kinds.js';
import type { LeaverQuery } from './leaver.dto.js';
import type { LeaverView, OpenRecordView } from './leaver.view.js';

const LIST = {
  entity: PupilEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    legalSurname: { column: 'surname_key', property: 'surnameKey' },
    legalForename: { column: 'forename_key', property: 'forenameKey' },
  },
  defaultSort: 'legalSurname,legalForename',
};

/** An open row, with the kind that it is of. */
interface OpenRow {
  readonly kind: LeaverKind;
  readonly row: FactRow & { readonly pupilId: string };
}

/** Pupils who have left with what is still open of them: for people to end, nothing ends by itself. */
@Injectable()
export class LeaversService {
  constructor(
    private readonly database: Database,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async page(ctx: RequestContext, query: LeaverQuery): Promise<{ data: LeaverView[]; page: PageView }> {
    const kinds = namedKinds<LeaverKind>(ctx, LEAVER_KINDS, query.kinds);
    const { asOf: day = today(), knownAt } = query;
    const { rows: pupils, page } = await this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('id = ?', query.pupilId),
      ...hasLeft(query, day),
      anyOpen(kinds, day, knownAt),
    ]);
    const [leavings, open] = await Promise.all([
      this.leavings(ctx, pupils, day),
      this.openRows(ctx, pupils, kinds, day),
    ]);
    if (kinds.some((it) => it.sensitive)) await this.sensitiveReads.note(ctx, 'pupils', pupils);
    const words = await this.wordsOf(pupils, open);
    const byPupil = Map.groupBy(open, (it) => it.row.pupilId);
    const data = pupils.map((pupil): LeaverView => {
      const { id, ownerId, legalForename, legalSurname } = pupil;
      const leaving = leavings.get(id) ?? { leftOn: null, returnsOn: null };
      const sight = { words: words.get(ownerId)!, lastDay: leaving.leftOn ?? day };
      return {
        ...{ id, schoolId: ownerId, legalForename, legalSurname, ...leaving },
        open: (byPupil.get(id) ?? []).map(({ kind, row }): OpenRecordView => ({
          kind: kind.kind,
          resource: factOptions(kind.entity).resource,
          id: row.id,
          version: row.sinceVersion,
          ...kind.tell(row as never, sight),
        })),
      };
    });
    return { data, page };
  }

  private async leavings(
    ctx: RequestContext,
    pupils: readonly PupilEntity[],
    day: string,
  ): Promise<Map<string, Leaving | null>> {
    if (pupils.length === 0) return new Map();
    const { sql, params } = ofPupils(pupils);
    const spells = await this.database.selectKnownAt(EnrolmentEntity, ctx.knownAt, sql, params);
    return new Map(
      [...Map.groupBy(spells, (it) => it.pupilId)].map(([id, own]) => [id, leavingOn(own, day)]),
    );
  }

  /** What is open of pupils, of one kind after the other and the oldest first. */
  private async openRows(
    ctx: RequestContext,
    pupils: readonly PupilEntity[],
    kinds: readonly LeaverKind[],
    day: string,
  ): Promise<OpenRow[]> {
    if (pupils.length === 0) return [];
    const of = ofPupils(pupils);
    const rows = await Promise.all(
      kinds.map(async (kind) => {
        const open = kind.open(day);
        const where = `${of.sql} and ${open.sql}`;
        const params = [...of.params, ...open.params];
        const found = await this.database.selectKnownAt(kind.entity, ctx.knownAt, where, params);
        return found.sort((a, b) => (a.id < b.id ? -1 : 1)).map((row) => ({ kind, row }));
      }),
    );
    return rows.flat();
  }

  /** The words of each of the pupils' schools. */
  private async wordsOf(
    pupils: readonly PupilEntity[],
    open: readonly OpenRow[],
  ): Promise<Map<string, SchoolWords>> {
    const rows = Map.groupBy(open, (it) => it.row.ownerId);
    const owners = [...new Set(pupils.map((it) => it.ownerId))];
    return new Map(
      await Promise.all(
        owners.map(async (ownerId) => {
          const named = namedWithin((rows.get(ownerId) ?? []).map((it) => it.row));
          return [ownerId, await readSchoolWords(this.database, ownerId, named)] as const;
        }),
      ),
    );
  }
}

/** Had been at the school by a day, is not on roll then, and left within the span that is asked for. */
function hasLeft({ leftFrom, leftTo, knownAt }: LeaverQuery, day: string): (ListCondition | null)[] {
  const spell = (sql: string, params: readonly string[]) =>
    existsFact(EnrolmentEntity, knownAt, {
      sql: `enrolment.owner_id = pupil.owner_id and enrolment.pupil_id = pupil.id and ${sql}`,
      params,
    });
  const left = 'enrolment.entry_date <= ? and enrolment.leaving_date';
  return [
    spell('enrolment.entry_date <= ?', [day]),
    not(spell(ON_ROLL, [day, day])),
    leftFrom === undefined ? null : spell(`${left} >= ?`, [day, leftFrom]),
    leftTo === undefined ? null : spell(`${left} is not null`, [day]),
    leftTo === undefined ? null : not(spell(`${left} > ?`, [day, leftTo])),
  ];
}

function not({ sql, params }: ListCondition): ListCondition {
  return { sql: `not ${sql}`, params };
}

/** Something of one of the kinds is open. */
function anyOpen(kinds: readonly LeaverKind[], day: string, knownAt: string | undefined): ListCondition {
  if (kinds.length === 0) return { sql: '1 = 0', params: [] };
  const each = kinds.map(({ entity, open }) => {
    const { table } = codecFor(entity);
    const { sql, params } = open(day);
    return existsFact(entity, knownAt, {
      sql: `${table}.owner_id = pupil.owner_id and ${table}.pupil_id = pupil.id and ${sql}`,
      params,
    });
  });
  return { sql: `(${each.map((it) => it.sql).join(' or ')})`, params: each.flatMap((it) => it.params) };
}

function ofPupils(pupils: readonly PupilEntity[]): ListCondition {
  const owners = [...new Set(pupils.map((it) => it.ownerId))];
  return {
    sql: `owner_id in (${places(owners.length)}) and pupil_id in (${places(pupils.length)})`,
    params: [...owners, ...pupils.map((it) => it.id)],
  };
}
