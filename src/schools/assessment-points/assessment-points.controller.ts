import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute, PatchRoute } from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import {
  AssessmentPointQuery,
  CreateAssessmentPointDto,
  UpdateAssessmentPointDto,
} from './assessment-point.dto.js';
import { AssessmentPointEntity } from './assessment-point.entity.js';
import { AssessmentPointView, toAssessmentPointView } from './assessment-point.view.js';
import { AssessmentPointsService } from './assessment-points.service.js';

@ApiTags('Assessments')
@Controller('api/v1')
export class AssessmentPointsController {
  constructor(private readonly points: AssessmentPointsService) {}

  @ListRoute('assessment-points', {
    scope: 'assessments:read',
    summary: 'Dates at which schools collect assessments',
    returns: AssessmentPointView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: AssessmentPointQuery) {
    const { rows, page } = await this.points.list(ctx, query);
    return { data: rows.map(toAssessmentPointView), page };
  }

  @GetRoute('assessment-points/:assessmentPointId', {
    scope: 'assessments:read',
    summary: 'An assessment point',
    returns: AssessmentPointView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('assessmentPointId') id: string, @Query() _query: ReadQuery) {
    return toAssessmentPointView(await this.points.find(ctx, id));
  }

  @CreateRoute('assessment-points', {
    scope: 'assessments:write',
    summary: 'Add an assessment point',
    returns: AssessmentPointView,
    replay: { entity: AssessmentPointEntity, view: toAssessmentPointView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateAssessmentPointDto) {
    return toAssessmentPointView(await this.points.create(ctx, dto));
  }

  @PatchRoute('assessment-points/:assessmentPointId', {
    scope: 'assessments:write',
    summary: 'Change an assessment point',
    returns: AssessmentPointView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('assessmentPointId') id: string,
    @Body() dto: UpdateAssessmentPointDto,
  ) {
    return toAssessmentPointView(await this.points.update(ctx, id, dto));
  }
}
