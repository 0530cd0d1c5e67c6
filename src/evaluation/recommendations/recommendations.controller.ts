import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { ListQuery, ReadQuery } from '../../common/paging/list.dto.js';
import { toPupilView } from '../../pupils/pupil.view.js';
import { PupilsService } from '../../pupils/pupils.service.js';
import { DecisionsService } from './decisions.service.js';
import { DecisionEntity } from './decision.entity.js';
import { CreateDecisionDto, RecommendationQuery } from './recommendation.dto.js';
import { DecisionView, RecommendationView, toDecisionView } from './recommendation.view.js';
import { RecommendationsService } from './recommendations.service.js';

@ApiTags('Recommendations')
@Controller('api/v1')
export class RecommendationsController {
  constructor(
    private readonly recommendations: RecommendationsService,
    private readonly decisions: DecisionsService,
    private readonly pupils: PupilsService,
  ) {}

  @ListRoute('recommendations', {
    scope: 'recommendations:read',
    summary: 'What policies recommend, with reasons and evidence',
    returns: RecommendationView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: RecommendationQuery) {
    const { rows, page } = await this.recommendations.list(ctx, query);
    const data = await this.recommendations.views(ctx, rows);
    if (query.expand) {
      const ids = rows.map((row) => row.pupilId);
      const pupils = await this.pupils.byIds(ctx, ids);
      for (const view of data) view.pupil = toPupilView(pupils.get(view.pupilId)!, ctx);
    }
    return { data, page };
  }

  @GetRoute('recommendations/:recommendationId', {
    scope: 'recommendations:read',
    summary: 'A recommendation',
    returns: RecommendationView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('recommendationId') id: string, @Query() _query: ReadQuery) {
    const row = await this.recommendations.find(ctx, id);
    return (await this.recommendations.views(ctx, [row]))[0]!;
  }

  @ListRoute('recommendations/:recommendationId/decisions', {
    scope: 'recommendations:read',
    summary: 'What was decided on a recommendation',
    returns: DecisionView,
    errors: ['not-found'],
  })
  async listDecisions(
    @Ctx() ctx: RequestContext,
    @Param('recommendationId') id: string,
    @Query() query: ListQuery,
  ) {
    const { rows, page } = await this.recommendations.decisions(ctx, id, query);
    return { data: rows.map((row) => toDecisionView(row, ctx)), page };
  }

  @CreateRoute('recommendations/:recommendationId/decisions', {
    scope: 'recommendations:decide',
    staff: true,
    summary: 'Decide on a recommendation, as a named member of staff',
    description:
      'Accepting makes the intervention that is recommended, in the same transaction; amending makes another one. ' +
      'There is no way to decide on several at once: each pupil’s reasons are to be read. Where these are sensitive, ' +
      'deciding needs `sensitive:read` too.',
    location: 'recommendations/{recommendationId}/decisions',
    returns: DecisionView,
    replay: { entity: DecisionEntity, view: toDecisionView },
    errors: ['not-found', 'sensitive-refused', 'transition-refused'],
  })
  async decide(
    @Ctx() ctx: RequestContext,
    @Param('recommendationId') id: string,
    @Body() dto: CreateDecisionDto,
  ) {
    return toDecisionView(await this.decisions.decide(ctx, id, dto), ctx);
  }
}
