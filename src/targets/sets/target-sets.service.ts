import { Injectable } from '@nestjs/common';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { lockOwned, ownedBy, requireSchool } from '../../auth/tenancy.js';
import { invalid } from '../../common/errors/domain-error.js';
import { Database, places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { AgreementEntity } from '../agreements/agreement.entity.js';
import { recorderOf } from '../agreements/recorder.js';
import { staffAgreement } from '../agreements/staff-agreement.js';
import { TargetEntity } from '../target.entity.js';
import { activeKeyOf } from '../write-targets.js';
import { draftSet } from './draft-set.js';
import { findSet } from './find-set.js';
import type { AgreeSetDto, CreateTargetSetDto, TargetSetQuery, WithdrawSetDto } from './target-set.dto.js';
import { TargetSetEntity } from './target-set.entity.js';
import type { LeftDraftView, SetOutcomeView } from './target-set.view.js';

const LIST = {
  entity: TargetSetEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    due: { column: 'due', property: 'due' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

const NOBODYS = { sql: '1 = 0', params: [] };

/** Targets of cohorts: drafted by one rule, looked through and adjusted one by one, and agreed by a named person. */
@Injectable()
export class TargetSetsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: TargetSetQuery): Promise<RowPage<TargetSetEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      ctx.principal.taughtOnly ? NOBODYS : null,
      filter('owner_id = ?', query.schoolId),
      filter('subject = ?', query.subject),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<TargetSetEntity> {
    return findSet(this.database, ctx, id);
  }

  async create(ctx: RequestContext, dto: CreateTargetSetDto): Promise<TargetSetEntity> {
    await requireSchool(this.database, ctx, dto.schoolId);
    return this.uow.run(ctx.principal, async (tx) => {
      const { row } = await draftSet(tx, ctx, dto);
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  /** Agrees to drafts, each with an agreement of the member of staff. What is no draft any more is left alone. */
  agree(ctx: RequestContext, id: string, dto: AgreeSetDto): Promise<SetOutcomeView> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { set, drafts, left } = await holdDrafts(tx, ctx, id, dto.targetIds);
      const staff = await recorderOf(tx, ctx, set.ownerId, undefined);
      const active = dto.activate ? await activeKeysOf(tx, drafts) : new Set<string>();
      let activated = 0;
      for (const draft of drafts) {
        tx.insert(AgreementEntity, staffAgreement(draft, staff));
        const activeKey = dto.activate ? activeKeyOf({ ...draft, status: 'active' }) : null;
        const free = activeKey !== null && !active.has(activeKey);
        if (dto.activate && !free) left.push({ targetId: draft.id, reason: 'otherActive' });
        tx.update(
          TargetEntity,
          draft,
          free ? { status: 'active', activeKey } : { status: 'agreed', activeKey: null },
        );
        if (!free) continue;
        active.add(activeKey);
        activated += 1;
      }
      return { targetSetId: id, changed: drafts.length, activated, left };
    });
  }

  /** Withdraws drafts with a reason. An agreed target is never among them. */
  withdraw(ctx: RequestContext, id: string, dto: WithdrawSetDto): Promise<SetOutcomeView> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { drafts, left } = await holdDrafts(tx, ctx, id, dto.targetIds);
      for (const draft of drafts) {
        tx.update(TargetEntity, draft, { status: 'withdrawn', statusReason: dto.reason });
      }
      return { targetSetId: id, changed: drafts.length, activated: 0, left };
    });
  }
}

/** The drafts of a set that are meant, held after their pupils; those that are drafts no more are left. */
async function holdDrafts(
  tx: Transaction,
  ctx: RequestContext,
  id: string,
  targetIds: readonly string[] | undefined,
): Promise<{ set: TargetSetEntity; drafts: TargetEntity[]; left: LeftDraftView[] }> {
  const { ownerId } = await findSet(tx, ctx, id);
  const own = await tx.query<{ id: string; pupilId: string }>(
    'select id, pupil_id as pupilId from target where owner_id = ? and target_set_id = ?',
    [ownerId, id],
  );
  const unknown = targetIds?.findIndex((it) => !own.some((target) => target.id === it)) ?? -1;
  if (unknown >= 0) {
    const pointer = `/targetIds/${unknown}`;
    throw invalid({ pointer, code: 'unknown-target', detail: 'The set has no target with this id.' });
  }
  const meant = targetIds ? own.filter((it) => targetIds.includes(it.id)) : own;
  for (const part of inParts(meant.map((it) => it.pupilId).sort())) {
    const where = `where owner_id = ? and id in (${places(part.length)}) order by id`;
    await tx.lock(PupilEntity, where, [ownerId, ...part]);
  }
  const targets: TargetEntity[] = [];
  for (const part of inParts(meant.map((it) => it.id))) {
    targets.push(...(await tx.lock(TargetEntity, `where id in (${places(part.length)})`, part)));
  }
  const drafts = targets.filter((it) => it.status === 'draft');
  const others = targetIds ? targets.filter((it) => it.status !== 'draft') : [];
  return {
    set: await lockOwned(tx, ctx, TargetSetEntity, id),
    drafts,
    left: others.map((it) => ({ targetId: it.id, reason: 'notDraft' })),
  };
}

/** The active keys that the pupils of drafts hold already. */
async function activeKeysOf(tx: Transaction, drafts: readonly TargetEntity[]): Promise<Set<string>> {
  const keys = new Set<string>();
  const wanted = drafts.map((it) => activeKeyOf({ ...it, status: 'active' })!);
  for (const part of inParts(wanted)) {
    const rows = await tx.query<{ activeKey: string }>(
      `select active_key as activeKey from target where owner_id = ? and active_key in (${places(part.length)})`,
      [drafts[0]!.ownerId, ...part],
    );
    for (const { activeKey } of rows) keys.add(activeKey);
  }
  return keys;
}
