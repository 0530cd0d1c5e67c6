import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { existsFact, filter, type ListCondition, within } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { pupilsSeen } from '../../auth/taught-pupils.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { GroupMemberEntity } from './group-member.entity.js';
import { GroupTeacherEntity } from './group-teacher.entity.js';
import { CreateGroupDto, type GroupQuery, type UpdateGroupDto } from './group.dto.js';
import { GroupEntity } from './group.entity.js';
import { contentFaults, writeGroups } from './write-groups.js';

const LIST = {
  entity: GroupEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    name: { column: 'name', property: 'name' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Teaching, registration and intervention groups. */
@Injectable()
export class GroupsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: GroupQuery): Promise<RowPage<GroupEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      withMember(ctx, query),
      withTeacher(query),
      filter('kind = ?', query.kind),
      filter('subject = ?', query.subject),
      filter('academic_year_id = ?', query.academicYearId),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<GroupEntity> {
    return findOwned(this.database, ctx, GroupEntity, id);
  }

  create(ctx: RequestContext, dto: CreateGroupDto): Promise<GroupEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writeGroups(tx, ctx, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as GroupEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateGroupDto, bodies, query, (tx, items, bySource) =>
      writeGroups(tx, ctx, items, bySource),
    );
  }

  update(ctx: RequestContext, id: string, dto: UpdateGroupDto): Promise<GroupEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockOwned(tx, ctx, GroupEntity, id);
      checkPrecondition(ctx, before);
      const faults = await contentFaults(tx, before.ownerId, { ...before, ...dto });
      if (faults.length > 0) throw invalid(...faults);
      return tx.update(GroupEntity, before, { ...dto });
    });
  }

  async remove(ctx: RequestContext, id: string): Promise<void> {
    await this.uow.run(ctx.principal, async (tx) => {
      const row = await lockOwned(tx, ctx, GroupEntity, id);
      checkPrecondition(ctx, row);
      for (const table of ['group_member', 'group_teacher', 'differentiation_round']) {
        const held = await tx.query(`select 1 from ${table} where owner_id = ? and group_id = ? limit 1`, [
          row.ownerId,
          id,
        ]);
        if (held.length > 0) {
          throw new DomainError(
            'conflict',
            'Somebody is or was in this group, or it was asked about: end the spells, and keep it.',
          );
        }
      }
      tx.remove(GroupEntity, row);
    });
  }
}

/** Groups that a pupil is or was in, on a date where one is given. */
function withMember(ctx: RequestContext, { pupilId, asOf, knownAt }: GroupQuery): ListCondition | null {
  if (pupilId === undefined) return null;
  const spell = spellOn('group_member', asOf);
  // A teacher learns nothing of the groups of other pupils.
  const seen = pupilsSeen(ctx, GroupMemberEntity) ?? { sql: '1 = 1', params: [] };
  return existsFact(GroupMemberEntity, knownAt, {
    sql: `${spell.sql} and group_member.pupil_id = ? and ${seen.sql}`,
    params: [...spell.params, pupilId, ...seen.params],
  });
}

/** Groups that a member of staff teaches or taught, on a date where one is given. */
function withTeacher({ staffId, asOf, knownAt }: GroupQuery): ListCondition | null {
  if (staffId === undefined) return null;
  const spell = spellOn('group_teacher', asOf);
  return existsFact(GroupTeacherEntity, knownAt, {
    sql: `${spell.sql} and group_teacher.staff_id = ?`,
    params: [...spell.params, staffId],
  });
}

function spellOn(table: string, asOf: string | undefined): ListCondition {
  const ofGroup = `${table}.owner_id = pupil_group.owner_id and ${table}.group_id = pupil_group.id`;
  const on = within(`${table}.start_date`, `${table}.end_date`, asOf);
  return on ? { sql: `${ofGroup} and ${on.sql}`, params: on.params } : { sql: ofGroup, params: [] };
}
