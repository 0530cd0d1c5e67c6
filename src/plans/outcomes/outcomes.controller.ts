import { Body, Controller, Param, Query, UseGuards } from '@nestjs/common';
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
import { SensitiveGuard } from '../../auth/sensitive.guard.js';
import { BatchDto, BatchQuery } from '../../common/http/batch.dto.js';
import { ListQuery, ReadQuery } from '../../common/paging/list.dto.js';
import {
  CreatePlanOutcomeDto,
  PlanOutcomeItemDto,
  PlanOutcomeQuery,
  UpdatePlanOutcomeDto,
} from './outcome.dto.js';
import { PlanOutcomeView, toPlanOutcomeView } from './outcome.view.js';
import { PlanOutcomesService } from './outcomes.service.js';
import { PlanOutcomeEntity } from './plan-outcome.entity.js';

@ApiTags('Plans')
@UseGuards(SensitiveGuard)
@Controller('api/v1')
export class PlanOutcomesController {
  constructor(private readonly outcomes: PlanOutcomesService) {}

  @ListRoute('plan-outcomes', {
    scope: 'plans:read',
    summary: 'Outcomes of all plans',
    returns: PlanOutcomeView,
  })
  async listAll(@Ctx() ctx: RequestContext, @Query() query: PlanOutcomeQuery) {
    const { rows, page } = await this.outcomes.list(ctx, query);
    return { data: rows.map(toPlanOutcomeView), page };
  }

  @BatchRoute('plan-outcomes', {
    scope: 'plans:write',
    summary: 'Add or change up to 1,000 outcomes',
    description: 'With `match=source` an outcome whose source key is there already changes.',
    errors: ['sensitive-refused'],
  })
  @ApiBatchBody(PlanOutcomeItemDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.outcomes.batch(ctx, dto.items, query);
  }

  @ListRoute('plans/:planId/outcomes', {
    scope: 'plans:read',
    summary: 'Outcomes of a plan',
    errors: ['not-found'],
    returns: PlanOutcomeView,
  })
  async list(@Ctx() ctx: RequestContext, @Param('planId') planId: string, @Query() query: ListQuery) {
    const { rows, page } = await this.outcomes.listOf(ctx, planId, query);
    return { data: rows.map(toPlanOutcomeView), page };
  }

  @GetRoute('plans/:planId/outcomes/:outcomeId', {
    scope: 'plans:read',
    summary: 'An outcome of a plan',
    errors: ['sensitive-refused'],
    returns: PlanOutcomeView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Param('outcomeId') id: string,
    @Query() _query: ReadQuery,
  ) {
    return toPlanOutcomeView(await this.outcomes.find(ctx, planId, id));
  }

  @CreateRoute('plans/:planId/outcomes', {
    scope: 'plans:write',
    summary: 'Add a SMART outcome to a plan',
    description: 'What, how it is measured, from where to where, by when. A plan has 20 at most.',
    errors: ['not-found', 'conflict', 'sensitive-refused'],
    location: 'plans/{planId}/outcomes',
    returns: PlanOutcomeView,
    replay: { entity: PlanOutcomeEntity, view: toPlanOutcomeView },
  })
  async create(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Body() dto: CreatePlanOutcomeDto,
  ) {
    return toPlanOutcomeView(await this.outcomes.create(ctx, planId, dto));
  }

  @PatchRoute('plans/:planId/outcomes/:outcomeId', {
    scope: 'plans:write',
    summary: 'Change an outcome of a plan',
    errors: ['conflict', 'sensitive-refused'],
    returns: PlanOutcomeView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Param('outcomeId') id: string,
    @Body() dto: UpdatePlanOutcomeDto,
  ) {
    return toPlanOutcomeView(await this.outcomes.update(ctx, planId, id, dto));
  }

  @DeleteRoute('plans/:planId/outcomes/:outcomeId', {
    scope: 'plans:write',
    summary: 'Remove an outcome of a plan',
    errors: ['sensitive-refused'],
  })
  async remove(@Ctx() ctx: RequestContext, @Param('planId') planId: string, @Param('outcomeId') id: string) {
    await this.outcomes.remove(ctx, planId, id);
  }
}
