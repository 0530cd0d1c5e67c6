import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { filter } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { spellConditions } from './group-members.service.js';
import {
  type AddTeacherDto,
  CreateGroupTeacherDto,
  type GroupSpellQuery,
  type GroupTeacherQuery,
  type UpdateGroupSpellDto,
} from './group-spell.dto.js';
import { GroupTeacherEntity } from './group-teacher.entity.js';
import { GroupEntity } from './group.entity.js';
import { teachingFaults, writeTeachers } from './write-teachers.js';

const LIST = {
  entity: GroupTeacherEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    startDate: { column: 'start_date', property: 'startDate' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Who teaches which group, and from when to when. */
@Injectable()
export class GroupTeachersService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: GroupTeacherQuery): Promise<RowPage<GroupTeacherEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('group_id = ?', query.groupId),
      filter('staff_id = ?', query.staffId),
      ...spellConditions(query),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  async ofGroup(
    ctx: RequestContext,
    groupId: string,
    query: GroupSpellQuery,
  ): Promise<RowPage<GroupTeacherEntity>> {
    const { ownerId } = await findOwned(this.database, ctx, GroupEntity, groupId);
    return this.lists.page(LIST, query, [
      { sql: 'owner_id = ? and group_id = ?', params: [ownerId, groupId] },
      ...spellConditions(query),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<GroupTeacherEntity> {
    return findOwned(this.database, ctx, GroupTeacherEntity, id);
  }

  create(ctx: RequestContext, groupId: string, dto: AddTeacherDto): Promise<GroupTeacherEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      await findOwned(tx, ctx, GroupEntity, groupId);
      const item = { index: 0, dto: { ...dto, groupId } };
      const outcome = (await writeTeachers(tx, ctx, [item], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as GroupTeacherEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateGroupTeacherDto, bodies, query, (tx, items, bySource) =>
      writeTeachers(tx, ctx, items, bySource),
    );
  }

  update(ctx: RequestContext, id: string, dto: UpdateGroupSpellDto): Promise<GroupTeacherEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await this.hold(tx, ctx, id);
      const where = 'where owner_id = ? and group_id = ? and id <> ?';
      const others = await tx.select(GroupTeacherEntity, where, [before.ownerId, before.groupId, id]);
      const faults = teachingFaults({ ...before, ...dto }, others);
      if (faults.length > 0) throw invalid(...faults);
      return tx.update(GroupTeacherEntity, before, { ...dto });
    });
  }

  async remove(ctx: RequestContext, id: string): Promise<void> {
    await this.uow.run(ctx.principal, async (tx) => {
      tx.remove(GroupTeacherEntity, await this.hold(tx, ctx, id));
    });
  }

  /** A spell that is to be changed, its group before it. */
  private async hold(tx: Transaction, ctx: RequestContext, id: string): Promise<GroupTeacherEntity> {
    const { groupId } = await findOwned(tx, ctx, GroupTeacherEntity, id);
    await lockOwned(tx, ctx, GroupEntity, groupId);
    const row = await lockOwned(tx, ctx, GroupTeacherEntity, id);
    checkPrecondition(ctx, row);
    return row;
  }
}
