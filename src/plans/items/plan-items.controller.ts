import { Body, Controller, Param, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import {
  CreateRoute,
  DeleteRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../../auth/routes/route.decorators.js';
import { SensitiveGuard } from '../../auth/sensitive.guard.js';
import { ListQuery, ReadQuery } from '../../common/paging/list.dto.js';
import { CreatePlanItemDto, UpdatePlanItemDto } from './plan-item.dto.js';
import { PlanItemEntity } from './plan-item.entity.js';
import { PlanItemView, toPlanItemView } from './plan-item.view.js';
import { PlanItemsService } from './plan-items.service.js';

@ApiTags('Plans')
@UseGuards(SensitiveGuard)
@Controller('api/v1')
export class PlanItemsController {
  constructor(private readonly items: PlanItemsService) {}

  @ListRoute('plans/:planId/items', {
    scope: 'plans:read',
    summary: 'Items of a plan: who does what',
    errors: ['not-found'],
    returns: PlanItemView,
  })
  async list(@Ctx() ctx: RequestContext, @Param('planId') planId: string, @Query() query: ListQuery) {
    const { rows, page } = await this.items.list(ctx, planId, query);
    return { data: rows.map(toPlanItemView), page };
  }

  @GetRoute('plans/:planId/items/:itemId', {
    scope: 'plans:read',
    summary: 'An item of a plan',
    errors: ['sensitive-refused'],
    returns: PlanItemView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Param('itemId') id: string,
    @Query() _query: ReadQuery,
  ) {
    return toPlanItemView(await this.items.find(ctx, planId, id));
  }

  @CreateRoute('plans/:planId/items', {
    scope: 'plans:write',
    summary: 'Add an item to a plan: who does what, how often',
    errors: ['not-found', 'conflict', 'sensitive-refused'],
    location: 'plans/{planId}/items',
    returns: PlanItemView,
    replay: { entity: PlanItemEntity, view: toPlanItemView },
  })
  async create(@Ctx() ctx: RequestContext, @Param('planId') planId: string, @Body() dto: CreatePlanItemDto) {
    return toPlanItemView(await this.items.create(ctx, planId, dto));
  }

  @PatchRoute('plans/:planId/items/:itemId', {
    scope: 'plans:write',
    summary: 'Change an item of a plan',
    errors: ['conflict', 'sensitive-refused'],
    returns: PlanItemView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Param('itemId') id: string,
    @Body() dto: UpdatePlanItemDto,
  ) {
    return toPlanItemView(await this.items.update(ctx, planId, id, dto));
  }

  @DeleteRoute('plans/:planId/items/:itemId', {
    scope: 'plans:write',
    summary: 'Remove an item of a plan',
    errors: ['sensitive-refused'],
  })
  async remove(@Ctx() ctx: RequestContext, @Param('planId') planId: string, @Param('itemId') id: string) {
    await this.items.remove(ctx, planId, id);
  }
}
