import { Body, Controller, type MessageEvent, Param, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { ActionRoute, EventsRoute, GetRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import type { Database } from '../../database/database.js';
import { FieldsQuery } from '../../common/paging/list.dto.js';
import { CreateEvaluationDto, EvaluationQuery, EvaluationResultQuery } from './evaluation.dto.js';
import { EvaluationEntity } from './evaluation.entity.js';
import { EvaluationResultView, EvaluationView, toEvaluationResultView } from './evaluation.view.js';
import { evaluationView } from './evaluation-views.js';
import { EvaluationsService } from './evaluations.service.js';
import { ProgressEvents } from './progress-events.js';
import { RunSeen } from './run-seen.guard.js';

const replayed = (row: EvaluationEntity, ctx: RequestContext, database: Database) =>
  evaluationView(database, ctx, row);

@ApiTags('Evaluations')
@Controller('api/v1')
export class EvaluationsController {
  constructor(
    private readonly evaluations: EvaluationsService,
    private readonly progress: ProgressEvents,
  ) {}

  @ActionRoute('evaluations', {
    scope: 'evaluations:run',
    summary: 'Evaluate policies over pupils of a school',
    description: 'Answers at once; follow `GET /evaluations/{id}` or its events.',
    status: 202,
    location: 'evaluations',
    returns: EvaluationView,
    replay: { entity: EvaluationEntity, view: replayed },
    errors: ['run-active', 'plugin-refused'],
  })
  async start(@Ctx() ctx: RequestContext, @Body() dto: CreateEvaluationDto) {
    return this.evaluations.view(ctx, await this.evaluations.start(ctx, dto));
  }

  @ListRoute('evaluations', {
    scope: 'recommendations:read',
    summary: 'Runs, newest first',
    returns: EvaluationView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: EvaluationQuery) {
    const { rows, page } = await this.evaluations.list(ctx, query);
    return { data: await this.evaluations.views(ctx, rows), page };
  }

  @GetRoute('evaluations/:evaluationId', {
    scope: 'recommendations:read',
    summary: 'A run with its progress and counts',
    derived: true,
    returns: EvaluationView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('evaluationId') id: string, @Query() _query: FieldsQuery) {
    return this.evaluations.view(ctx, await this.evaluations.find(ctx, id));
  }

  @ListRoute('evaluations/:evaluationId/results', {
    scope: 'recommendations:read',
    summary: 'What each pupil got in a run',
    description:
      'What policies that read sensitive inputs answered is left out without `sensitive:read`, and the filter on ' +
      '`outcome` refused where it would reach such a policy: name others by `policy`.',
    returns: EvaluationResultView,
    errors: ['not-found'],
  })
  async results(
    @Ctx() ctx: RequestContext,
    @Param('evaluationId') id: string,
    @Query() query: EvaluationResultQuery,
  ) {
    const { rows, page, run } = await this.evaluations.results(ctx, id, query);
    return { data: rows.map((row) => toEvaluationResultView(row, run, ctx)), page };
  }

  @EventsRoute('evaluations/:evaluationId/events', {
    scope: 'recommendations:read',
    summary: 'Progress of a run as server-sent events',
    description:
      '`progress` with the run as it is, whenever that has changed; `finished` once at the end. `ended` instead where ' +
      'the access token ends before the run does, with the `code` and `detail` of the error that it would get.',
    errors: ['not-found'],
  })
  @UseGuards(RunSeen)
  async events(
    @Ctx() ctx: RequestContext,
    @Param('evaluationId') id: string,
  ): Promise<Observable<MessageEvent>> {
    return this.progress.of(ctx, await this.evaluations.find(ctx, id));
  }
}
