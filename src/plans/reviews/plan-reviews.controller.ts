import { Body, Controller, Param, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import {
  ActionRoute,
  CreateRoute,
  DeleteRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../../auth/routes/route.decorators.js';
import { SensitiveGuard } from '../../auth/sensitive.guard.js';
import { ListQuery, ReadQuery } from '../../common/paging/list.dto.js';
import { Database } from '../../database/database.js';
import { CreatePlanReviewDto, SignReviewDto, UpdatePlanReviewDto } from './plan-review.dto.js';
import { PlanReviewEntity } from './plan-review.entity.js';
import { PlanReviewView } from './plan-review.view.js';
import { PlanReviewsService } from './plan-reviews.service.js';
import { reviewViews } from './review-views.js';

const REPLAY = { entity: PlanReviewEntity, view: viewOf };

@ApiTags('Plans')
@UseGuards(SensitiveGuard)
@Controller('api/v1')
export class PlanReviewsController {
  constructor(
    private readonly reviews: PlanReviewsService,
    private readonly database: Database,
  ) {}

  @ListRoute('plans/:planId/reviews', {
    scope: 'plans:read',
    summary: 'Reviews of a plan',
    errors: ['not-found'],
    returns: PlanReviewView,
  })
  async list(@Ctx() ctx: RequestContext, @Param('planId') planId: string, @Query() query: ListQuery) {
    const { rows, page } = await this.reviews.list(ctx, planId, query);
    return { data: await reviewViews(this.database, ctx, rows), page };
  }

  @GetRoute('plans/:planId/reviews/:reviewId', {
    scope: 'plans:read',
    summary: 'A review of a plan',
    errors: ['sensitive-refused'],
    returns: PlanReviewView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Param('reviewId') id: string,
    @Query() _query: ReadQuery,
  ) {
    return viewOf(await this.reviews.find(ctx, planId, id), ctx, this.database);
  }

  @CreateRoute('plans/:planId/reviews', {
    scope: 'plans:write',
    summary: 'Prepare a review of an open plan',
    description:
      'Invitations, then answers, attendance, results and next steps are added until it is signed.',
    errors: ['not-found', 'conflict', 'sensitive-refused'],
    location: 'plans/{planId}/reviews',
    returns: PlanReviewView,
    replay: REPLAY,
  })
  async create(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Body() dto: CreatePlanReviewDto,
  ) {
    return viewOf(await this.reviews.create(ctx, planId, dto), ctx, this.database);
  }

  @PatchRoute('plans/:planId/reviews/:reviewId', {
    scope: 'plans:write',
    summary: 'Change a review that is not signed',
    errors: ['conflict', 'sensitive-refused'],
    returns: PlanReviewView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Param('reviewId') id: string,
    @Body() dto: UpdatePlanReviewDto,
  ) {
    return viewOf(await this.reviews.update(ctx, planId, id, dto), ctx, this.database);
  }

  @ActionRoute('plans/:planId/reviews/:reviewId/signature', {
    scope: 'plans:write',
    staff: true,
    summary: 'Sign a review',
    description:
      'All or nothing: results go to the outcomes, next steps open their interventions, agreed by who signs, and a ' +
      'review that ends the cycle makes the plan reviewed and may open the next one. A signed review never changes.',
    status: 200,
    errors: ['sensitive-refused', 'duplicate', 'precondition-failed'],
    returns: PlanReviewView,
    replay: REPLAY,
  })
  async sign(
    @Ctx() ctx: RequestContext,
    @Param('planId') planId: string,
    @Param('reviewId') id: string,
    @Body() dto: SignReviewDto,
  ) {
    return viewOf(await this.reviews.sign(ctx, planId, id, dto), ctx, this.database);
  }

  @DeleteRoute('plans/:planId/reviews/:reviewId', {
    scope: 'plans:write',
    summary: 'Remove a review that is not signed',
    errors: ['sensitive-refused'],
  })
  async remove(@Ctx() ctx: RequestContext, @Param('planId') planId: string, @Param('reviewId') id: string) {
    await this.reviews.remove(ctx, planId, id);
  }
}

async function viewOf(
  row: PlanReviewEntity,
  ctx: RequestContext,
  database: Database,
): Promise<PlanReviewView> {
  return (await reviewViews(database, ctx, [row]))[0]!;
}
