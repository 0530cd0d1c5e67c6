import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { ActionRoute, CreateRoute, GetRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { Database } from '../../database/database.js';
import { targetSetViews } from './set-views.js';
import { AgreeSetDto, CreateTargetSetDto, TargetSetQuery, WithdrawSetDto } from './target-set.dto.js';
import { TargetSetEntity } from './target-set.entity.js';
import { SetOutcomeView, TargetSetView } from './target-set.view.js';
import { TargetSetsService } from './target-sets.service.js';

@ApiTags('Targets')
@Controller('api/v1')
export class TargetSetsController {
  constructor(
    private readonly sets: TargetSetsService,
    private readonly database: Database,
  ) {}

  @ListRoute('target-sets', {
    scope: 'targets:read',
    summary: 'Targets set for cohorts',
    returns: TargetSetView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: TargetSetQuery) {
    const { rows, page } = await this.sets.list(ctx, query);
    return { data: await targetSetViews(this.database, rows, ctx.knownAt), page };
  }

  @GetRoute('target-sets/:targetSetId', {
    scope: 'targets:read',
    summary: 'Targets set for a cohort',
    derived: true,
    returns: TargetSetView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('targetSetId') id: string, @Query() _query: ReadQuery) {
    return viewOf(await this.sets.find(ctx, id), ctx, this.database);
  }

  @CreateRoute('target-sets', {
    scope: 'targets:write',
    summary: 'Draft targets for a cohort',
    description:
      'One draft for each pupil of a year group or a group who has a baseline: the latest actual in the subject and ' +
      'framework up to `baselineOn`, and what the challenge adds to it, at the nearest value of the framework. Nobody ' +
      'with an agreed or active target, or with a draft, gets another. Look them through (`/targets?targetSetId=`), ' +
      'change single ones with a reason (`PATCH /targets/{targetId}`), and agree to them.',
    derived: true,
    returns: TargetSetView,
    replay: { entity: TargetSetEntity, view: viewOf },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateTargetSetDto) {
    return viewOf(await this.sets.create(ctx, dto), ctx, this.database);
  }

  @ActionRoute('target-sets/:targetSetId/agreement', {
    scope: 'targets:write',
    summary: 'Agree to drafts of a set',
    description:
      'All of them, or those that are named. Each gets an agreement of the member of staff who signed in.',
    staff: true,
    status: 200,
    returns: SetOutcomeView,
  })
  agree(@Ctx() ctx: RequestContext, @Param('targetSetId') id: string, @Body() dto: AgreeSetDto) {
    return this.sets.agree(ctx, id, dto);
  }

  @ActionRoute('target-sets/:targetSetId/withdrawal', {
    scope: 'targets:write',
    summary: 'Withdraw drafts of a set',
    description: 'All of them, or those that are named, with a reason. Agreed targets are never among them.',
    status: 200,
    returns: SetOutcomeView,
  })
  withdraw(@Ctx() ctx: RequestContext, @Param('targetSetId') id: string, @Body() dto: WithdrawSetDto) {
    return this.sets.withdraw(ctx, id, dto);
  }
}

async function viewOf(
  row: TargetSetEntity,
  { knownAt }: RequestContext,
  database: Database,
): Promise<TargetSetView> {
  return (await targetSetViews(database, [row], knownAt))[0]!;
}
