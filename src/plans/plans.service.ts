import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../auth/audit/audit.js';
import { carryOutBatch } from '../auth/batches/carry-out-batch.js';
import { filter, type ListCondition, ofPupil } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, ownedBy } from '../auth/tenancy.js';
import { addDays } from '../common/dates.js';
import { DomainError } from '../common/errors/domain-error.js';
import type { BatchQuery } from '../common/http/batch.dto.js';
import type { BatchAnswerView } from '../common/http/batch.view.js';
import { today } from '../common/instants.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { KnownPlanFacts } from './known-plan-facts.js';
import { CreatePlanDto, type NextCycleDto, type PlanQuery, type UpdatePlanDto } from './plan.dto.js';
import { openNextCycle } from './next-cycle.js';
import { PlanOutcomeEntity } from './outcomes/plan-outcome.entity.js';
import { PlanEntity } from './plan.entity.js';
import { lockParts } from './find-part.js';
import { lockPlan } from './lock-plan.js';
import { pupilsOf } from '../pupils/pupils-of.js';
import { removeDraft } from './remove-draft.js';
import { WARNING_DAYS } from './review-due.js';
import { StoredPlans } from './stored-plans.js';
import { changePlan, membersOf, writePlans } from './write-plans.js';

const LIST = {
  entity: PlanEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    cycle: { column: 'cycle', property: 'cycle' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Plans of pupils: sensitive as a whole, and every read of them is audited. */
@Injectable()
export class PlansService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, query: PlanQuery): Promise<RowPage<PlanEntity>> {
    const found = await this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      ofPupil(query.pupilId),
      filter('kind = ?', query.kind),
      filter('status = ?', query.status),
      filter('coordinator_staff_id = ?', query.coordinatorStaffId),
      ...runningOn(query),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf(found.rows));
    return found;
  }

  async find(ctx: RequestContext, id: string): Promise<PlanEntity> {
    const row = await findOwned(this.database, ctx, PlanEntity, id);
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf([row]));
    return row;
  }

  create(ctx: RequestContext, dto: CreatePlanDto): Promise<PlanEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writePlans(tx, ctx, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as PlanEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreatePlanDto, bodies, query, (tx, items, bySource) =>
      writePlans(tx, ctx, items, bySource),
    );
  }

  update(ctx: RequestContext, id: string, dto: UpdatePlanDto): Promise<PlanEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan, pupil } = await lockPlan(tx, ctx, id);
      checkPrecondition(ctx, plan);
      const members = membersOf(dto);
      const known = await KnownPlanFacts.read(tx, ctx, [{ ...plan, ...members }]);
      const stored = await StoredPlans.read(tx, [pupil], []);
      const outcome = changePlan(tx, plan, members, pupil, known, stored);
      if (outcome instanceof DomainError) throw outcome;
      return outcome.row as PlanEntity;
    });
  }

  /** Opens the cycle that follows a reviewed one, by the member of staff who is signed in. */
  nextCycle(ctx: RequestContext, id: string, dto: NextCycleDto): Promise<PlanEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan, pupil } = await lockPlan(tx, ctx, id);
      checkPrecondition(ctx, plan);
      const outcomes = await lockParts(tx, PlanOutcomeEntity, plan);
      const row = await openNextCycle(tx, ctx, { plan, pupil, outcomes }, dto);
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  remove(ctx: RequestContext, id: string): Promise<void> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan } = await lockPlan(tx, ctx, id);
      checkPrecondition(ctx, plan);
      await removeDraft(tx, plan);
    });
  }
}

/** The conditions of cycles that ran on a day, and of those whose review then stood so. */
function runningOn({ asOf, reviewStatus }: PlanQuery): (ListCondition | null)[] {
  if (asOf === undefined && reviewStatus === undefined) return [];
  const day = asOf ?? today();
  const running = {
    sql: `status <> 'draft' and start_date <= ? and (end_date is null or end_date > ?)`,
    params: [day, day],
  };
  if (reviewStatus === undefined) return [running];
  const unreviewed = { sql: '(reviewed_on is null or reviewed_on > ?)', params: [day] };
  const warned = `((kind = 'ehc' and review_due <= ?) or (kind <> 'ehc' and review_due <= ?))`;
  const lastDays = [addDays(day, WARNING_DAYS.ehc), addDays(day, WARNING_DAYS.support)];
  const states = {
    overdue: { sql: 'review_due < ?', params: [day] },
    due: { sql: `review_due >= ? and ${warned}`, params: [day, ...lastDays] },
    notYet: { sql: `review_due >= ? and not ${warned}`, params: [day, ...lastDays] },
  };
  return [running, unreviewed, states[reviewStatus]];
}
