import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { filter, within } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type BudgetQuery, CreateBudgetDto, type UpdateBudgetDto } from './budget.dto.js';
import { BudgetEntity } from './budget.entity.js';
import { budgetFaults } from './check-budget.js';
import { FundingSourceEntity } from './funding-source.entity.js';
import { budgetPatch, budgetsOf, writeBudgets } from './write-budgets.js';

const LIST = {
  entity: BudgetEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    startDate: { column: 'start_date', property: 'startDate' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** What funding sources have for periods. */
@Injectable()
export class BudgetsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: BudgetQuery): Promise<RowPage<BudgetEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('funding_source_id = ?', query.fundingSourceId),
      within('start_date', 'end_date', query.asOf),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<BudgetEntity> {
    return findOwned(this.database, ctx, BudgetEntity, id);
  }

  create(ctx: RequestContext, dto: CreateBudgetDto): Promise<BudgetEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writeBudgets(tx, ctx, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as BudgetEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateBudgetDto, bodies, query, (tx, items, bySource) =>
      writeBudgets(tx, ctx, items, bySource),
    );
  }

  async update(ctx: RequestContext, id: string, dto: UpdateBudgetDto): Promise<BudgetEntity> {
    const { ownerId, fundingSourceId } = await this.find(ctx, id);
    return this.uow.run(ctx.principal, async (tx) => {
      // The funding source is held first, as by every writer of its budgets.
      await tx.lock(FundingSourceEntity, 'where id = ?', [fundingSourceId]);
      const before = await lockOwned(tx, ctx, BudgetEntity, id);
      checkPrecondition(ctx, before);
      const siblings = await budgetsOf(tx, ownerId, fundingSourceId);
      const faults = budgetFaults(
        { ...before, ...budgetPatch(dto) },
        siblings.filter((it) => it.id !== id),
      );
      if (faults.length > 0) throw invalid(...faults);
      return tx.update(BudgetEntity, before, budgetPatch(dto));
    });
  }

  async remove(ctx: RequestContext, id: string): Promise<void> {
    await this.uow.run(ctx.principal, async (tx) => {
      const row = await lockOwned(tx, ctx, BudgetEntity, id);
      checkPrecondition(ctx, row);
      tx.remove(BudgetEntity, row);
    });
  }
}
