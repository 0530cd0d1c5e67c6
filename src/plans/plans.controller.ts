import { Body, Controller, Param, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import {
  ActionRoute,
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  DeleteRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../auth/routes/route.decorators.js';
import { SensitiveGuard } from '../auth/sensitive.guard.js';
import { BatchDto, BatchQuery } from '../common/http/batch.dto.js';
import { ReadQuery } from '../common/paging/list.dto.js';
import { CreatePlanDto, NextCycleDto, PlanQuery, UpdatePlanDto } from './plan.dto.js';
import { PlanEntity } from './plan.entity.js';
import { PlanView, toPlanView } from './plan.view.js';
import { PlansService } from './plans.service.js';

@ApiTags('Plans')
@UseGuards(SensitiveGuard)
@Controller('api/v1')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  @ListRoute('plans', {
    scope: 'plans:read',
    summary: 'Plans',
    description:
      'Assess-Plan-Do-Review cycles. `reviewStatus=overdue` lists the open cycles whose review is late on `asOf`: ' +
      'due on the day itself, overdue the day after.',
    returns: PlanView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: PlanQuery) {
    const { rows, page } = await this.plans.list(ctx, query);
    return { data: rows.map(toPlanView), page };
  }

  @GetRoute('plans/:planId', {
    scope: 'plans:read',
    summary: 'A plan',
    errors: ['sensitive-refused'],
    returns: PlanView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('planId') id: string, @Query() _query: ReadQuery) {
    return toPlanView(await this.plans.find(ctx, id));
  }

  @CreateRoute('plans', {
    scope: 'plans:write',
    summary: 'Add a plan',
    description:
      'A pupil has one open plan of each kind; a second one is refused. On the start date of an open `send-support` ' +
      'plan the pupil’s SEN provision is K or E, of an open `ehc` plan E.',
    errors: ['sensitive-refused'],
    returns: PlanView,
    replay: { entity: PlanEntity, view: toPlanView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreatePlanDto) {
    return toPlanView(await this.plans.create(ctx, dto));
  }

  @BatchRoute('plans', {
    scope: 'plans:write',
    summary: 'Add or change up to 1,000 plans',
    description:
      'With `match=source` a plan whose source key is there already changes as far as its status lets it.',
    errors: ['sensitive-refused'],
  })
  @ApiBatchBody(CreatePlanDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.plans.batch(ctx, dto.items, query);
  }

  @PatchRoute('plans/:planId', {
    scope: 'plans:write',
    summary: 'Change a plan or its status',
    description:
      'draft → open → reviewed → closed. A draft and an open plan change; a reviewed one is only closed. A signed ' +
      'review makes an open plan reviewed; one that is closed without a review needs `closedReason`.',
    errors: ['sensitive-refused', 'conflict', 'transition-refused'],
    returns: PlanView,
  })
  async update(@Ctx() ctx: RequestContext, @Param('planId') id: string, @Body() dto: UpdatePlanDto) {
    return toPlanView(await this.plans.update(ctx, id, dto));
  }

  @ActionRoute('plans/:planId/next-cycle', {
    scope: 'plans:write',
    staff: true,
    summary: 'Open the cycle that follows a reviewed one',
    description:
      'Closes the reviewed plan and opens the next, with what was assessed and planned taken over; with `carryOver` ' +
      'also the outcomes that were not reached.',
    status: 201,
    location: 'plans',
    errors: ['sensitive-refused', 'duplicate', 'transition-refused', 'precondition-failed'],
    returns: PlanView,
    replay: { entity: PlanEntity, view: toPlanView },
  })
  async nextCycle(@Ctx() ctx: RequestContext, @Param('planId') id: string, @Body() dto: NextCycleDto) {
    return toPlanView(await this.plans.nextCycle(ctx, id, dto));
  }

  @DeleteRoute('plans/:planId', {
    scope: 'plans:write',
    summary: 'Remove a draft with what belongs to it',
    errors: ['sensitive-refused'],
  })
  async remove(@Ctx() ctx: RequestContext, @Param('planId') id: string) {
    await this.plans.remove(ctx, id);
  }
}
