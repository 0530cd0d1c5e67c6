import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { Database } from '../../database/database.js';
import { DifferentiationRoundEntity } from './differentiation-round.entity.js';
import { DifferentiationRoundView } from './differentiation-round.view.js';
import { DifferentiationRoundsService } from './differentiation-rounds.service.js';
import { AskDifferentiationDto, DifferentiationRoundQuery } from './differentiation.dto.js';
import { roundView, roundViews } from './round-views.js';

@ApiTags('Differentiation')
@Controller('api/v1')
export class DifferentiationRoundsController {
  constructor(
    private readonly rounds: DifferentiationRoundsService,
    private readonly database: Database,
  ) {}

  @CreateRoute('groups/:groupId/differentiation', {
    scope: 'differentiation:run',
    summary: 'Ask policies how to teach a group in a subject',
    description:
      'Puts the group’s pupils before the school’s policies of the kind `differentiation`, all or those named. Each ' +
      'gives each pupil a tier, strategies and scaffolds with reasons, or says why not ' +
      '(`/differentiations?differentiationRoundId=`), and may suggest groups within `groupCapacity` ' +
      '(`/suggested-groups?differentiationRoundId=`). Policies that contradict each other are shown side by side. ' +
      'Nothing changes for anybody until a person decides, pupil by pupil; what is undecided of earlier rounds of the ' +
      'group and subject makes room, what was decided stays. A teacher asks about the groups taught today.',
    derived: true,
    location: 'differentiation-rounds',
    returns: DifferentiationRoundView,
    replay: { entity: DifferentiationRoundEntity, view: roundView },
    errors: ['not-found', 'plugin-refused'],
  })
  async ask(@Ctx() ctx: RequestContext, @Param('groupId') id: string, @Body() dto: AskDifferentiationDto) {
    return roundView(await this.rounds.ask(ctx, id, dto), ctx, this.database);
  }

  @ListRoute('groups/:groupId/differentiation-rounds', {
    scope: 'recommendations:read',
    summary: 'When policies were asked how to teach a group, the newest first',
    returns: DifferentiationRoundView,
    errors: ['not-found'],
  })
  async list(
    @Ctx() ctx: RequestContext,
    @Param('groupId') id: string,
    @Query() query: DifferentiationRoundQuery,
  ) {
    const { rows, page } = await this.rounds.ofGroup(ctx, id, query);
    return { data: await roundViews(this.database, ctx, rows), page };
  }

  @GetRoute('differentiation-rounds/:differentiationRoundId', {
    scope: 'recommendations:read',
    summary: 'A round in which policies were asked how to teach a group',
    derived: true,
    returns: DifferentiationRoundView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('differentiationRoundId') id: string,
    @Query() _query: ReadQuery,
  ) {
    return roundView(await this.rounds.find(ctx, id), ctx, this.database);
  }
}
