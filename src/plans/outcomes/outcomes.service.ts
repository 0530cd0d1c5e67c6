import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { filter, ofPupil } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import type { ListQuery } from '../../common/paging/list.dto.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { findPart, lockPart } from '../find-part.js';
import { lockPlan } from '../lock-plan.js';
import { PlanEntity } from '../plan.entity.js';
import { pupilsOf } from '../../pupils/pupils-of.js';
import {
  type CreatePlanOutcomeDto,
  PlanOutcomeItemDto,
  type PlanOutcomeQuery,
  type UpdatePlanOutcomeDto,
} from './outcome.dto.js';
import { PlanOutcomeEntity } from './plan-outcome.entity.js';
import { changeOutcome, removeOutcome, writeOutcomes } from './write-outcomes.js';

const LIST = {
  entity: PlanOutcomeEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    byDate: { column: 'by_date', property: 'byDate' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Outcomes of plans. Sensitive as a whole, and every read of them is audited. */
@Injectable()
export class PlanOutcomesService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, query: PlanOutcomeQuery): Promise<RowPage<PlanOutcomeEntity>> {
    const found = await this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      ofPupil(query.pupilId),
      filter('plan_id = ?', query.planId),
      filter('result = ?', query.result),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf(found.rows));
    return found;
  }

  async listOf(ctx: RequestContext, planId: string, query: ListQuery): Promise<RowPage<PlanOutcomeEntity>> {
    const plan = await findOwned(this.database, ctx, PlanEntity, planId);
    const found = await this.lists.page(LIST, query, [
      {
        sql: 'owner_id = ? and pupil_id = ? and plan_id = ?',
        params: [plan.ownerId, plan.pupilId, planId],
      },
    ]);
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf([plan]));
    return found;
  }

  async find(ctx: RequestContext, planId: string, id: string): Promise<PlanOutcomeEntity> {
    const row = await findPart(this.database, ctx, PlanOutcomeEntity, planId, id);
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf([row]));
    return row;
  }

  create(ctx: RequestContext, planId: string, dto: CreatePlanOutcomeDto): Promise<PlanOutcomeEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      await lockPlan(tx, ctx, planId);
      const item = { index: 0, dto: { ...dto, planId } };
      const outcome = (await writeOutcomes(tx, ctx, [item], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as PlanOutcomeEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, PlanOutcomeItemDto, bodies, query, (tx, items, bySource) =>
      writeOutcomes(tx, ctx, items, bySource),
    );
  }

  update(
    ctx: RequestContext,
    planId: string,
    id: string,
    dto: UpdatePlanOutcomeDto,
  ): Promise<PlanOutcomeEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan } = await lockPlan(tx, ctx, planId);
      const before = await lockPart(tx, ctx, PlanOutcomeEntity, planId, id);
      checkPrecondition(ctx, before);
      const outcome = changeOutcome(tx, plan, before, dto);
      if (outcome instanceof DomainError) throw outcome;
      return outcome.row as PlanOutcomeEntity;
    });
  }

  remove(ctx: RequestContext, planId: string, id: string): Promise<void> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan } = await lockPlan(tx, ctx, planId);
      const row = await lockPart(tx, ctx, PlanOutcomeEntity, planId, id);
      checkPrecondition(ctx, row);
      removeOutcome(tx, plan, row);
    });
  }
}
