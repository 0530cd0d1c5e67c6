import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import {
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  DeleteRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../../auth/routes/route.decorators.js';
import { BatchDto, BatchQuery } from '../../common/http/batch.dto.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { BudgetQuery, CreateBudgetDto, UpdateBudgetDto } from './budget.dto.js';
import { BudgetEntity } from './budget.entity.js';
import { BudgetView, toBudgetView } from './budget.view.js';
import { BudgetsService } from './budgets.service.js';

@ApiTags('Funding')
@Controller('api/v1')
export class BudgetsController {
  constructor(private readonly budgets: BudgetsService) {}

  @ListRoute('budgets', {
    scope: 'funding:read',
    summary: 'Budgets of funding sources',
    returns: BudgetView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: BudgetQuery) {
    const { rows, page } = await this.budgets.list(ctx, query);
    return { data: rows.map(toBudgetView), page };
  }

  @GetRoute('budgets/:budgetId', {
    scope: 'funding:read',
    summary: 'A budget',
    returns: BudgetView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('budgetId') id: string, @Query() _query: ReadQuery) {
    return toBudgetView(await this.budgets.find(ctx, id));
  }

  @CreateRoute('budgets', {
    scope: 'funding:write',
    summary: 'Add a budget',
    returns: BudgetView,
    replay: { entity: BudgetEntity, view: toBudgetView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateBudgetDto) {
    return toBudgetView(await this.budgets.create(ctx, dto));
  }

  @BatchRoute('budgets', {
    scope: 'funding:write',
    summary: 'Add or change up to 1,000 budgets',
    description: 'With `match=source` one whose source key is there already changes.',
  })
  @ApiBatchBody(CreateBudgetDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.budgets.batch(ctx, dto.items, query);
  }

  @PatchRoute('budgets/:budgetId', {
    scope: 'funding:write',
    summary: 'Change a budget',
    returns: BudgetView,
  })
  async update(@Ctx() ctx: RequestContext, @Param('budgetId') id: string, @Body() dto: UpdateBudgetDto) {
    return toBudgetView(await this.budgets.update(ctx, id, dto));
  }

  @DeleteRoute('budgets/:budgetId', {
    scope: 'funding:write',
    summary: 'Remove a budget',
  })
  async remove(@Ctx() ctx: RequestContext, @Param('budgetId') id: string) {
    await this.budgets.remove(ctx, id);
  }
}
