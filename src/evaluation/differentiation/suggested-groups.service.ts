import { Injectable } from '@nestjs/common';
import { audit, SensitiveReads } from '../../auth/audit/audit.js';
import { filter, Lists } from '../../auth/lists/lists.js';
import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError, invalid, notFound } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import type { GroupEntity } from '../../pupils/groups/group.entity.js';
import { makeGroup } from '../../pupils/groups/make-group.js';
import type { ViewPage } from './differentiations.service.js';
import { readRounds } from './read-rounds.js';
import type { MakeGroupDto, SuggestedGroupQuery } from './suggested-group.dto.js';
import { SuggestedGroupEntity } from './suggested-group.entity.js';
import { type SuggestedGroupView, toSuggestedGroupView } from './suggested-group.view.js';
import { ofSeenPupils, suggestedPupils } from './suggested-pupils.js';

const LIST = {
  entity: SuggestedGroupEntity,
  sortable: { id: { column: 'id', property: 'id' } },
  defaultSort: 'id',
};

/** Groups that policies suggest. A person makes a group of one; nothing else does. */
@Injectable()
export class SuggestedGroupsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, query: SuggestedGroupQuery): Promise<ViewPage<SuggestedGroupView>> {
    const { rows, page } = await this.lists.page(LIST, query, [
      ownedBy(ctx),
      ofSeenPupils(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('differentiation_round_id = ?', query.differentiationRoundId),
      filter('group_id = ?', query.groupId),
      filter('subject = ?', query.subject),
      filter('status = ?', query.status),
    ]);
    return { data: await this.views(ctx, rows), page };
  }

  async find(ctx: RequestContext, id: string): Promise<SuggestedGroupView> {
    const row = await findOwned(this.database, ctx, SuggestedGroupEntity, id);
    if (ctx.principal.taughtOnly && !(await suggestedPupils(this.database, ctx, [id])).has(id)) {
      throw notFound();
    }
    return (await this.views(ctx, [row]))[0]!;
  }

  /**
   * Makes a group of pupils who are suggested. Throws `transition-refused` where it is not open, also where two make
   * a group of it at once, and `sensitive-refused` for who is not shown why it is suggested.
   */
  makeGroup(ctx: RequestContext, id: string, dto: MakeGroupDto): Promise<GroupEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const row = await lockOwned(tx, ctx, SuggestedGroupEntity, id);
      const suggested = (await suggestedPupils(tx, ctx, [id])).get(id) ?? [];
      if (ctx.principal.taughtOnly && suggested.length === 0) throw notFound();
      if (row.onSensitiveInputs && !seesSensitive(ctx)) {
        const detail =
          'Its reason rests on sensitive inputs: who makes a group of it reads that, with sensitive:read.';
        throw new DomainError('sensitive-refused', detail);
      }
      if (row.status !== 'open') {
        throw new DomainError('transition-refused', `The suggestion is ${row.status}, no longer open.`);
      }
      if (suggested.length === 0) {
        throw new DomainError('transition-refused', 'Nobody is in the suggestion any more.');
      }
      const { ownerId, subject } = row;
      const group = await makeGroup(tx, ctx, {
        ...{ schoolId: ownerId, name: dto.name, kind: dto.kind ?? 'intervention', subject },
        pupilIds: chosen(suggested, dto.pupilIds ?? null),
        startDate: dto.startDate ?? today(),
      });
      const made = { status: 'made', madeGroupId: group.id, madeByStaffId: ctx.principal.staffId } as const;
      tx.update(SuggestedGroupEntity, row, made);
      audit(tx, {
        ownerId,
        action: 'suggested-group.make',
        resource: 'suggested-groups',
        resourceId: id,
        detail: { groupId: group.id },
      });
      ctx.idempotency?.keepResource(tx, group);
      return group;
    });
  }

  private async views(
    ctx: RequestContext,
    rows: readonly SuggestedGroupEntity[],
  ): Promise<SuggestedGroupView[]> {
    const ids = rows.map((it) => it.id);
    const pupils = await suggestedPupils(this.database, ctx, ids);
    const rounds = await readRounds(this.database, rows);
    const sensitive = rows.filter((it) => it.onSensitiveInputs);
    const named = sensitive.flatMap(({ ownerId, id }) =>
      (pupils.get(id) ?? []).map((pupilId) => ({ ownerId, id: pupilId })),
    );
    await this.sensitiveReads.note(ctx, 'pupils', [...new Map(named.map((it) => [it.id, it])).values()]);
    return rows.map((row) => {
      const policy = rounds.get(row.differentiationRoundId)!.facts.policies[row.policy]!;
      const shown = !row.onSensitiveInputs || seesSensitive(ctx);
      return toSuggestedGroupView(row, policy, pupils.get(row.id) ?? [], shown);
    });
  }
}

/** Those whom the person takes, of those suggested: so the round's capacity holds. */
function chosen(suggested: readonly string[], wanted: readonly string[] | null): readonly string[] {
  if (wanted === null) return suggested;
  const faults = wanted.flatMap((it, i) => {
    if (suggested.includes(it)) return [];
    const detail = 'No pupil with this id is in the suggested group.';
    return [{ pointer: `/pupilIds/${i}`, code: 'unknown-pupil', detail }];
  });
  if (wanted.length === 0) faults.push({ pointer: '/pupilIds', code: 'empty', detail: 'Name at least one.' });
  if (faults.length > 0) throw invalid(...faults);
  return wanted;
}
