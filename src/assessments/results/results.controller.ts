import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import {
  ActionRoute,
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  GetRoute,
  ListRoute,
} from '../../auth/routes/route.decorators.js';
import { BatchDto, BatchQuery } from '../../common/http/batch.dto.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { Database } from '../../database/database.js';
import { CreateCorrectionDto, CreateResultDto, ResultQuery } from './result.dto.js';
import { ResultEntity } from './result.entity.js';
import { ResultView } from './result.view.js';
import { resultViews } from './result-views.js';
import { ResultsService } from './results.service.js';

const REPLAY = { entity: ResultEntity, view: viewOf };

@ApiTags('Assessments')
@Controller('api/v1')
export class ResultsController {
  constructor(
    private readonly results: ResultsService,
    private readonly database: Database,
  ) {}

  @ListRoute('results', {
    scope: 'assessments:read',
    summary: 'Results',
    description: 'Those that a correction has taken the place of are left out unless they are asked for.',
    returns: ResultView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: ResultQuery) {
    const { rows, page } = await this.results.list(ctx, query);
    return { data: await resultViews(this.database, rows), page };
  }

  @GetRoute('results/:resultId', {
    scope: 'assessments:read',
    summary: 'A result',
    description: 'A corrected spell on roll may change its `attainment`, and its ETag with it.',
    derived: true,
    returns: ResultView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('resultId') id: string, @Query() _query: ReadQuery) {
    return viewOf(await this.results.find(ctx, id), ctx, this.database);
  }

  @CreateRoute('results', {
    scope: 'assessments:write',
    summary: 'Add a result',
    derived: true,
    returns: ResultView,
    replay: REPLAY,
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateResultDto) {
    return viewOf(await this.results.create(ctx, dto), ctx, this.database);
  }

  @BatchRoute('results', {
    scope: 'assessments:write',
    summary: 'Add or correct up to 1,000 results',
    description:
      'With `match=source` a result whose source key is there already is corrected where it says something else: ' +
      'its outcome is 200 with the id of the correction, which carries on the source key.',
  })
  @ApiBatchBody(CreateResultDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.results.batch(ctx, dto.items, query);
  }

  @ActionRoute('results/:resultId/corrections', {
    scope: 'assessments:write',
    summary: 'Correct a result',
    description:
      'The correction is a result of its own, which carries on the source key. The corrected one stays, with ' +
      '`supersededBy`, and cannot be corrected again.',
    status: 201,
    location: 'results',
    derived: true,
    returns: ResultView,
    replay: REPLAY,
  })
  async correct(@Ctx() ctx: RequestContext, @Param('resultId') id: string, @Body() dto: CreateCorrectionDto) {
    return viewOf(await this.results.correct(ctx, id, dto), ctx, this.database);
  }
}

async function viewOf(row: ResultEntity, _ctx: RequestContext, database: Database): Promise<ResultView> {
  return (await resultViews(database, [row]))[0]!;
}
