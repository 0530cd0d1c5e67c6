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
import { CreatePlanContributionDto, UpdatePlanContributionDto } from './plan-contribution.dto.js';
import { PlanContributionEntity } from './plan-contribution.entity.js';
import { PlanContributionView, toPlanContributionView } from './plan-contribution.view.js';
import { PlanContributionsService } from './plan-contributions.service.js';

@ApiTags('Plans')
@UseGuards(SensitiveGuard)
@Controller('api/v1')
export class PlanContributionsController {
  constructor(private readonly contributions: PlanContributionsService) {}

  @ListRoute('plans/:planId/contributions', {
    scope: 'plans:read',
    summary: 'Views of the pupil and of parents on a plan',
    errors: ['not-found'],
    returns: PlanContributionView,
  })
  async list(@Ctx() ctx: RequestContext, @Param('planId') planId: string, @Query() query: ListQuery) {
    const { rows, page } = await this.contributions.list(ctx, planId, query);
    return { data: rows.map(toPlanContributionView), page };
  }

  @GetRoute('plans/:planId/contributions/:contributionId', {
    scope: 'plans:read',
    summary: 'A contribution to a plan',
    errors: ['sensitive-refused'],
    returns: PlanContributionView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Param('contributionId') id: string,
    @Query() _query: ReadQuery,
  ) {
    return toPlanContributionView(await this.contributions.find(ctx, planId, id));
  }

  @CreateRoute('plans/:planId/contributions', {
    scope: 'plans:write',
    summary: 'Add the views of the pupil or of a parent',
    errors: ['not-found', 'conflict', 'sensitive-refused'],
    location: 'plans/{planId}/contributions',
    returns: PlanContributionView,
    replay: { entity: PlanContributionEntity, view: toPlanContributionView },
  })
  async create(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Body() dto: CreatePlanContributionDto,
  ) {
    return toPlanContributionView(await this.contributions.create(ctx, planId, dto));
  }

  @PatchRoute('plans/:planId/contributions/:contributionId', {
    scope: 'plans:write',
    summary: 'Change a contribution that no signed review has heard',
    errors: ['conflict', 'sensitive-refused'],
    returns: PlanContributionView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Param('contributionId') id: string,
    @Body() dto: UpdatePlanContributionDto,
  ) {
    return toPlanContributionView(await this.contributions.update(ctx, planId, id, dto));
  }

  @DeleteRoute('plans/:planId/contributions/:contributionId', {
    scope: 'plans:write',
    summary: 'Remove a contribution that no signed review has heard',
    errors: ['sensitive-refused'],
  })
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Param('contributionId') id: string,
  ) {
    await this.contributions.remove(ctx, planId, id);
  }
}
