import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { existsFact, filter, ofPupil, within } from '../../auth/lists/conditions.js';
import { type ListCondition, Lists, type RowPage } from '../../auth/lists/lists.js';
import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { taughtAmong } from '../../auth/taught-pupils.js';
import { findOwned, ownedBy } from '../../auth/tenancy.js';
import { addDays } from '../../common/dates.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import type { ListQuery } from '../../common/paging/list.dto.js';
import { Database } from '../../database/database.js';
import { GroupMemberEntity } from '../../pupils/groups/group-member.entity.js';
import { GroupEntity } from '../../pupils/groups/group.entity.js';
import { pupilsOf } from '../../pupils/pupils-of.js';
import { DifferentiationDecisionEntity } from './differentiation-decision.entity.js';
import { type DifferentiationDecisionView, toDecisionView } from './differentiation-decision.view.js';
import type { CurrentDifferentiationQuery, DifferentiationQuery } from './differentiation.dto.js';
import { DifferentiationEntity } from './differentiation.entity.js';
import type { DifferentiationView } from './differentiation.view.js';
import { differentiationViews } from './differentiation-views.js';
import { shownOf } from './shown-advice.js';

const LIST = {
  entity: DifferentiationEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

const DECISIONS = {
  entity: DifferentiationDecisionEntity,
  sortable: { id: { column: 'id', property: 'id' } },
  defaultSort: 'id',
};

/** A page of what is answered. */
export interface ViewPage<V> {
  readonly data: V[];
  readonly page: RowPage<unknown>['page'];
}

/** How pupils are to be taught: what policies proposed in rounds, and what people made of it. */
@Injectable()
export class DifferentiationsService {
  constructor(
    private readonly database: Database,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, query: DifferentiationQuery): Promise<ViewPage<DifferentiationView>> {
    requireFilters(ctx, query);
    const { rows, page } = await this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('differentiation_round_id = ?', query.differentiationRoundId),
      filter('group_id = ?', query.groupId),
      ofPupil(query.pupilId),
      filter('subject = ?', query.subject),
      filter('outcome = ?', query.outcome),
      filter('status = ?', query.status),
      filter('contradictory = ?', query.conflict === undefined ? undefined : Number(query.conflict)),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
    return { data: await this.views(ctx, rows), page };
  }

  async find(ctx: RequestContext, id: string): Promise<DifferentiationView> {
    const row = await findOwned(this.database, ctx, DifferentiationEntity, id);
    return (await this.views(ctx, [row]))[0]!;
  }

  /** Every decision on one pupil's row of a round, in the order in which they were made. */
  async decisions(
    ctx: RequestContext,
    id: string,
    query: ListQuery,
  ): Promise<ViewPage<DifferentiationDecisionView>> {
    const { ownerId } = await findOwned(this.database, ctx, DifferentiationEntity, id);
    const { rows, page } = await this.lists.page(DECISIONS, query, [
      ownedBy(ctx),
      { sql: 'owner_id = ? and differentiation_id = ?', params: [ownerId, id] },
    ]);
    return { data: await this.decisionViews(ctx, rows), page };
  }

  /** What holds on a date for the pupils who are in a group then. */
  async current(
    ctx: RequestContext,
    groupId: string,
    query: CurrentDifferentiationQuery,
  ): Promise<ViewPage<DifferentiationDecisionView>> {
    const { ownerId, id } = await findOwned(this.database, ctx, GroupEntity, groupId);
    const asOf = query.asOf ?? today();
    const { rows, page } = await this.lists.page(DECISIONS, query, [
      ownedBy(ctx),
      { sql: 'owner_id = ? and group_id = ?', params: [ownerId, id] },
      ofPupil(query.pupilId),
      filter('subject = ?', query.subject),
      holdsOn(asOf),
      isMember(query.knownAt, asOf),
    ]);
    return { data: await this.decisionViews(ctx, rows), page };
  }

  /** What a token is shown of decisions; that it is shown what may tell of sensitive inputs is written down. */
  async decisionViews(
    ctx: RequestContext,
    rows: readonly DifferentiationDecisionEntity[],
  ): Promise<DifferentiationDecisionView[]> {
    const shown = await this.shownOf(ctx, rows);
    return rows.map((it) => toDecisionView(it, shown(it), ctx.principal.staffId));
  }

  private async views(
    ctx: RequestContext,
    rows: readonly DifferentiationEntity[],
  ): Promise<DifferentiationView[]> {
    return differentiationViews(this.database, ctx, rows, await this.shownOf(ctx, rows));
  }

  private async shownOf(ctx: RequestContext, rows: readonly SensitiveRow[]) {
    const sensitive = rows.filter((it) => it.onSensitiveInputs);
    const taught = await taughtAmong(
      this.database,
      ctx,
      sensitive.map((it) => it.pupilId),
    );
    const shown = (row: Pick<SensitiveRow, 'pupilId' | 'onSensitiveInputs'>) =>
      shownOf(ctx, row.onSensitiveInputs, row.pupilId, taught);
    const told = sensitive.filter((it) => shown(it) !== 'nothing');
    await this.sensitiveReads.noteShown(ctx, 'pupils', pupilsOf(told));
    return shown;
  }
}

type SensitiveRow = Pick<DifferentiationEntity, 'ownerId' | 'pupilId' | 'onSensitiveInputs'>;

/** A filter must tell no more than the rows that it finds are shown of. */
function requireFilters(ctx: RequestContext, { outcome, status, conflict }: DifferentiationQuery): void {
  if (seesSensitive(ctx)) return;
  const told = ctx.principal.taughtOnly
    ? outcome !== undefined && outcome !== 'differentiate'
    : outcome !== undefined || status !== undefined || conflict !== undefined;
  if (!told) return;
  throw new DomainError(
    'sensitive-refused',
    'This filter would tell what policies that read sensitive inputs answered: it needs the scope sensitive:read.',
  );
}

/** Decisions by which pupils are taught at the end of a day. */
function holdsOn(day: string): ListCondition {
  const end = `${addDays(day, 1)}T00:00:00.000Z`;
  return {
    sql: `outcome in ('accept', 'adjust') and decided_at < ? and (ended_at is null or ended_at >= ?)
      and (review_by is null or review_by >= ?)`,
    params: [end, end, day],
  };
}

/** Of pupils who are in the decision's group on a day. */
function isMember(knownAt: string | undefined, day: string): ListCondition {
  const own = 'differentiation_decision';
  const spell = within('group_member.start_date', 'group_member.end_date', day)!;
  return existsFact(GroupMemberEntity, knownAt, {
    sql: `group_member.owner_id = ${own}.owner_id and group_member.group_id = ${own}.group_id
      and group_member.pupil_id = ${own}.pupil_id and ${spell.sql}`,
    params: spell.params,
  });
}
