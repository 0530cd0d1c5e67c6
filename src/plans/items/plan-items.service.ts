import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { DomainError } from '../../common/errors/domain-error.js';
import type { ListQuery } from '../../common/paging/list.dto.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { canChange } from '../cycle.js';
import { findPart, lockPart } from '../find-part.js';
import { lockPlan } from '../lock-plan.js';
import { PlanEntity } from '../plan.entity.js';
import { pupilsOf } from '../../pupils/pupils-of.js';
import { addPlanItem, checkPlanItem } from './add-plan-item.js';
import type { CreatePlanItemDto, UpdatePlanItemDto } from './plan-item.dto.js';
import { PlanItemEntity } from './plan-item.entity.js';

const LIST = {
  entity: PlanItemEntity,
  sortable: { id: { column: 'id', property: 'id' } },
  defaultSort: 'id',
};

/** Items of plans. Sensitive as a whole, and every read of them is audited. */
@Injectable()
export class PlanItemsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, planId: string, query: ListQuery): Promise<RowPage<PlanItemEntity>> {
    const plan = await findOwned(this.database, ctx, PlanEntity, planId);
    const sql = 'owner_id = ? and pupil_id = ? and plan_id = ?';
    const found = await this.lists.page(LIST, query, [{ sql, params: [plan.ownerId, plan.pupilId, planId] }]);
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf([plan]));
    return found;
  }

  async find(ctx: RequestContext, planId: string, id: string): Promise<PlanItemEntity> {
    const row = await findPart(this.database, ctx, PlanItemEntity, planId, id);
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf([row]));
    return row;
  }

  create(ctx: RequestContext, planId: string, dto: CreatePlanItemDto): Promise<PlanItemEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan } = await lockPlan(tx, ctx, planId);
      const content = {
        what: dto.what,
        who: dto.who ?? null,
        staffId: dto.staffId ?? null,
        frequency: dto.frequency ?? null,
        outcomeId: dto.outcomeId ?? null,
        provisionTypeKey: dto.provisionTypeKey ?? null,
        interventionId: dto.interventionId ?? null,
        recommendationId: null,
      };
      await checkPlanItem(tx, plan, content);
      const row = addPlanItem(tx, plan, content);
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  update(ctx: RequestContext, planId: string, id: string, dto: UpdatePlanItemDto): Promise<PlanItemEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan } = await lockPlan(tx, ctx, planId);
      const before = await lockPart(tx, ctx, PlanItemEntity, planId, id);
      checkPrecondition(ctx, before);
      await checkPlanItem(tx, plan, { ...before, ...dto });
      return tx.update(PlanItemEntity, before, { ...dto });
    });
  }

  remove(ctx: RequestContext, planId: string, id: string): Promise<void> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan } = await lockPlan(tx, ctx, planId);
      const row = await lockPart(tx, ctx, PlanItemEntity, planId, id);
      checkPrecondition(ctx, row);
      if (!canChange(plan.status)) {
        throw new DomainError('conflict', `The plan is ${plan.status}: its items stay as they are.`);
      }
      tx.remove(PlanItemEntity, row);
    });
  }
}
