import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import {
  ActionRoute,
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../auth/routes/route.decorators.js';
import { BatchDto, BatchQuery } from '../common/http/batch.dto.js';
import { today } from '../common/instants.js';
import { ReadQuery } from '../common/paging/list.dto.js';
import { Database } from '../database/database.js';
import { SettlementsService } from './settlements.service.js';
import { SettlementView } from './settlement.view.js';
import {
  CreateTargetDto,
  SettleTargetsDto,
  TargetQuery,
  TrajectoryQuery,
  UpdateTargetDto,
} from './target.dto.js';
import { TargetEntity } from './target.entity.js';
import { TargetView } from './target.view.js';
import { targetViews } from './target-views.js';
import { TargetsService } from './targets.service.js';
import { toTrajectoryView, TrajectoryView } from './trajectory.view.js';

@ApiTags('Targets')
@Controller('api/v1')
export class TargetsController {
  constructor(
    private readonly targets: TargetsService,
    private readonly settlements: SettlementsService,
    private readonly database: Database,
  ) {}

  @ListRoute('targets', { scope: 'targets:read', summary: 'Targets', returns: TargetView })
  async list(@Ctx() ctx: RequestContext, @Query() query: TargetQuery) {
    const { rows, page } = await this.targets.list(ctx, query);
    return { data: await targetViews(this.database, rows, ctx.knownAt), page };
  }

  @GetRoute('targets/:targetId', {
    scope: 'targets:read',
    summary: 'A target',
    description:
      '`status` is what people and other systems gave it; `standing` is what the results say by today, also after a ' +
      'correction. The ETag changes with either.',
    derived: true,
    returns: TargetView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('targetId') id: string, @Query() _query: ReadQuery) {
    return viewOf(await this.targets.find(ctx, id), ctx, this.database);
  }

  @GetRoute('targets/:targetId/trajectory', {
    scope: 'targets:read',
    summary: 'The trajectory to a target',
    description:
      'Expected, actual, gap, judgement, projection, rates and points to plot, from the pupil’s results in the ' +
      'target’s subject and framework version that are dated up to `asOf`. The same for the same data and date.',
    returns: TrajectoryView,
  })
  async trajectory(
    @Ctx() ctx: RequestContext,
    @Param('targetId') id: string,
    @Query() { asOf = today() }: TrajectoryQuery,
  ) {
    const { target, trajectory } = await this.targets.trajectory(ctx, id, asOf);
    return toTrajectoryView(target, asOf, trajectory);
  }

  @CreateRoute('targets', {
    scope: 'targets:write',
    summary: 'Add a target',
    description: 'A pupil has one active target in a subject and framework; a second one is refused.',
    derived: true,
    returns: TargetView,
    replay: { entity: TargetEntity, view: viewOf },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateTargetDto) {
    return viewOf(await this.targets.create(ctx, dto), ctx, this.database);
  }

  @BatchRoute('targets', {
    scope: 'targets:write',
    summary: 'Add or change up to 1,000 targets',
    description:
      'With `match=source` a target whose source key is there already changes as far as its status lets it: what ' +
      'it aims at only while it is a draft. A status that is left out stays.',
  })
  @ApiBatchBody(CreateTargetDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.targets.batch(ctx, dto.items, query);
  }

  @ActionRoute('targets::settle', {
    scope: 'targets:write',
    summary: 'Settle targets that were due by what the results say',
    description:
      'Active targets that were due before `asOf` become met or missed, each with its reason and `statusBasis: facts`. ' +
      'Carried out again after corrections it changes those that it settled itself, and never what a person decided.',
    status: 200,
    returns: SettlementView,
  })
  settle(@Ctx() ctx: RequestContext, @Body() dto: SettleTargetsDto) {
    return this.settlements.settle(ctx, dto);
  }

  @PatchRoute('targets/:targetId', {
    scope: 'targets:write',
    summary: 'Change a target or its status',
    description:
      'draft → agreed → active → met or missed; an open one may be withdrawn. What a target aims at changes only ' +
      'while it is a draft, and is refused with `conflict` afterwards. A draft becomes agreed by somebody who agrees: ' +
      'a member of staff thereby does, and that is recorded; for a program an agreement must be there.',
    derived: true,
    returns: TargetView,
    errors: ['conflict', 'transition-refused'],
  })
  async update(@Ctx() ctx: RequestContext, @Param('targetId') id: string, @Body() dto: UpdateTargetDto) {
    return viewOf(await this.targets.update(ctx, id, dto), ctx, this.database);
  }
}

async function viewOf(
  row: TargetEntity,
  { knownAt }: RequestContext,
  database: Database,
): Promise<TargetView> {
  return (await targetViews(database, [row], knownAt))[0]!;
}
