import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { ListQuery, ReadQuery } from '../../common/paging/list.dto.js';
import { toPupilView } from '../../pupils/pupil.view.js';
import { PupilsService } from '../../pupils/pupils.service.js';
import { DifferentiationDecisionEntity } from './differentiation-decision.entity.js';
import { DifferentiationDecisionView, toDecisionView } from './differentiation-decision.view.js';
import { DifferentiationDecisionsService } from './differentiation-decisions.service.js';
import {
  CurrentDifferentiationQuery,
  DecideDifferentiationDto,
  DifferentiationQuery,
} from './differentiation.dto.js';
import { DifferentiationView } from './differentiation.view.js';
import { DifferentiationsService } from './differentiations.service.js';

@ApiTags('Differentiation')
@Controller('api/v1')
export class DifferentiationsController {
  constructor(
    private readonly differentiations: DifferentiationsService,
    private readonly decisions: DifferentiationDecisionsService,
    private readonly pupils: PupilsService,
  ) {}

  @ListRoute('groups/:groupId/differentiation', {
    scope: 'recommendations:read',
    summary: 'How the pupils of a group are to be taught, as people decided',
    description:
      'One row a pupil and subject: what was accepted or adjusted last, until its `reviewBy` and until another ' +
      'decision takes its place. `?asOf=` shows what held on a date, for who was in the group then.',
    returns: DifferentiationDecisionView,
    errors: ['not-found'],
  })
  async current(
    @Ctx() ctx: RequestContext,
    @Param('groupId') id: string,
    @Query() query: CurrentDifferentiationQuery,
  ) {
    const found = await this.differentiations.current(ctx, id, query);
    if (query.expand) {
      const pupils = await this.pupils.byIds(
        ctx,
        found.data.map((it) => it.pupilId),
      );
      for (const view of found.data) view.pupil = toPupilView(pupils.get(view.pupilId)!, ctx);
    }
    return found;
  }

  @ListRoute('differentiations', {
    scope: 'recommendations:read',
    summary: 'Pupils in rounds: what each policy answered, and what a person made of it',
    returns: DifferentiationView,
  })
  list(@Ctx() ctx: RequestContext, @Query() query: DifferentiationQuery) {
    return this.differentiations.list(ctx, query);
  }

  @GetRoute('differentiations/:differentiationId', {
    scope: 'recommendations:read',
    summary: 'One pupil in a round',
    returns: DifferentiationView,
  })
  find(@Ctx() ctx: RequestContext, @Param('differentiationId') id: string, @Query() _query: ReadQuery) {
    return this.differentiations.find(ctx, id);
  }

  @ListRoute('differentiations/:differentiationId/decisions', {
    scope: 'recommendations:read',
    summary: 'What was decided for a pupil in a round, and when it ended',
    returns: DifferentiationDecisionView,
    errors: ['not-found'],
  })
  listDecisions(
    @Ctx() ctx: RequestContext,
    @Param('differentiationId') id: string,
    @Query() query: ListQuery,
  ) {
    return this.differentiations.decisions(ctx, id, query);
  }

  @CreateRoute('differentiations/:differentiationId/decisions', {
    scope: 'recommendations:decide',
    staff: true,
    precondition: true,
    summary: 'Decide how to teach a pupil, as a named member of staff',
    description:
      'Needs `If-Match` with the ETag of the pupil’s row: of two who decide at once the second is told. Accepting ' +
      'takes what is proposed; where policies propose different tiers, name whose in `policies`. Adjusting and ' +
      'declining need a reason. A decision may be made anew; the one before stays, with when it ended. There is no way ' +
      'to decide on several pupils at once. Where a proposal rests on sensitive inputs, accepting and declining need ' +
      '`sensitive:read` too; who teaches the pupil may adjust it.',
    location: 'differentiations/{differentiationId}/decisions',
    returns: DifferentiationDecisionView,
    replay: { entity: DifferentiationDecisionEntity, view: ownView },
    errors: ['not-found', 'sensitive-refused', 'transition-refused'],
  })
  async decide(
    @Ctx() ctx: RequestContext,
    @Param('differentiationId') id: string,
    @Body() dto: DecideDifferentiationDto,
  ) {
    return ownView(await this.decisions.decide(ctx, id, dto));
  }
}

/** Who decided knows what. */
function ownView(row: DifferentiationDecisionEntity): DifferentiationDecisionView {
  return toDecisionView(row, 'all', row.staffId);
}
