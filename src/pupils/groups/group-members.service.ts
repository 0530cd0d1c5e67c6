import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { filter, type ListCondition, ofPupil, within } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { holdPupilFact } from '../write-pupil-facts.js';
import { GroupMemberEntity } from './group-member.entity.js';
import { membershipFaults } from './group-rules.js';
import {
  type AddMemberDto,
  CreateGroupMemberDto,
  type GroupMemberQuery,
  type GroupSpellQuery,
  type MembersQuery,
  type UpdateGroupSpellDto,
} from './group-spell.dto.js';
import { GroupEntity } from './group.entity.js';
import { activeKeyOf, writeMembers } from './write-members.js';

const LIST = {
  entity: GroupMemberEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    startDate: { column: 'start_date', property: 'startDate' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Spells of pupils in groups: who was in a class on a date. */
@Injectable()
export class GroupMembersService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: GroupMemberQuery): Promise<RowPage<GroupMemberEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('group_id = ?', query.groupId),
      ofPupil(query.pupilId),
      ...spellConditions(query),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  async ofGroup(
    ctx: RequestContext,
    groupId: string,
    query: MembersQuery,
  ): Promise<RowPage<GroupMemberEntity>> {
    const { ownerId } = await findOwned(this.database, ctx, GroupEntity, groupId);
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      { sql: 'owner_id = ? and group_id = ?', params: [ownerId, groupId] },
      ...spellConditions(query),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<GroupMemberEntity> {
    return findOwned(this.database, ctx, GroupMemberEntity, id);
  }

  /** Adds a spell; a pupil who moves leaves the group before in the same transaction. */
  create(ctx: RequestContext, groupId: string, dto: AddMemberDto): Promise<GroupMemberEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      await findOwned(tx, ctx, GroupEntity, groupId);
      const item = { index: 0, dto: { ...dto, groupId } };
      const outcome = (await writeMembers(tx, ctx, [item], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as GroupMemberEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateGroupMemberDto, bodies, query, (tx, items, bySource) =>
      writeMembers(tx, ctx, items, bySource),
    );
  }

  update(ctx: RequestContext, id: string, dto: UpdateGroupSpellDto): Promise<GroupMemberEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { before, others } = await holdPupilFact(tx, ctx, GroupMemberEntity, id);
      const after = { ...before, ...dto };
      const faults = membershipFaults(after, others);
      if (faults.length > 0) throw invalid(...faults);
      return tx.update(GroupMemberEntity, before, { ...dto, activeKey: activeKeyOf(after) });
    });
  }

  async remove(ctx: RequestContext, id: string): Promise<void> {
    await this.uow.run(ctx.principal, async (tx) => {
      const { before } = await holdPupilFact(tx, ctx, GroupMemberEntity, id);
      tx.remove(GroupMemberEntity, before);
    });
  }
}

/** The conditions that lists of spells in groups share. */
export function spellConditions({ asOf, updatedSince }: GroupSpellQuery): (ListCondition | null)[] {
  return [
    within('start_date', 'end_date', asOf),
    filter('recorded_at >= ?', updatedSince && new Date(updatedSince).toISOString()),
  ];
}
