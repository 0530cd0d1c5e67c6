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
import { ListQuery, ReadQuery } from '../common/paging/list.dto.js';
import {
  CreateInterventionDto,
  CreateTransitionDto,
  InterventionQuery,
  UpdateInterventionDto,
} from './intervention.dto.js';
import { InterventionEntity } from './intervention.entity.js';
import { InterventionView, toInterventionView } from './intervention.view.js';
import {
  InterventionTransitionView,
  toInterventionTransitionView,
} from './transitions/intervention-transition.view.js';
import { InterventionsService } from './interventions.service.js';

const REPLAY = { entity: InterventionEntity, view: toInterventionView };

@ApiTags('Interventions')
@Controller('api/v1')
export class InterventionsController {
  constructor(private readonly interventions: InterventionsService) {}

  @ListRoute('interventions', {
    scope: 'interventions:read',
    summary: 'Interventions',
    returns: InterventionView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: InterventionQuery) {
    const { rows, page } = await this.interventions.list(ctx, query);
    return { data: rows.map(toInterventionView), page };
  }

  @GetRoute('interventions/:interventionId', {
    scope: 'interventions:read',
    summary: 'An intervention',
    returns: InterventionView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('interventionId') id: string, @Query() _query: ReadQuery) {
    return toInterventionView(await this.interventions.find(ctx, id));
  }

  @CreateRoute('interventions', {
    scope: 'interventions:write',
    summary: 'Propose an intervention',
    description: 'A proposed one holds no place; a named member of staff agrees to it by a transition.',
    returns: InterventionView,
    replay: REPLAY,
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateInterventionDto) {
    return toInterventionView(await this.interventions.create(ctx, dto));
  }

  @BatchRoute('interventions', {
    scope: 'interventions:write',
    summary: 'Add or change up to 1,000 interventions',
    description:
      'An item that tells of more than a proposal names the member of staff who decided. With `match=source` an ' +
      'intervention whose source key is there already changes; what an item leaves out stays, and its status only ' +
      'goes forward.',
  })
  @ApiBatchBody(CreateInterventionDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.interventions.batch(ctx, dto.items, query);
  }

  @PatchRoute('interventions/:interventionId', {
    scope: 'interventions:write',
    summary: 'Change dates, reason, place or measures of an intervention that is not over',
    returns: InterventionView,
    errors: ['conflict'],
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('interventionId') id: string,
    @Body() dto: UpdateInterventionDto,
  ) {
    return toInterventionView(await this.interventions.update(ctx, id, dto));
  }

  @ActionRoute('interventions/:interventionId/transitions', {
    scope: 'interventions:write',
    staff: true,
    summary: 'Take the next step in the life of an intervention',
    description:
      'proposed → agreed → active → reviewed → closed; one that has not begun, proposed or agreed, may be ' +
      'declined instead, an agreed one with `If-Match`. Agreed and active ones hold a ' +
      'place of their provision on each of their days; where none is left, this is a `conflict`. A review finds an ' +
      'outcome and may take the exit measure. Of two steps at once one is taken.',
    status: 201,
    returns: InterventionView,
    replay: REPLAY,
    errors: ['transition-refused', 'precondition-failed'],
  })
  async transition(
    @Ctx() ctx: RequestContext,
    @Param('interventionId') id: string,
    @Body() dto: CreateTransitionDto,
  ) {
    return toInterventionView(await this.interventions.transition(ctx, id, dto));
  }

  @ListRoute('interventions/:interventionId/transitions', {
    scope: 'interventions:read',
    summary: 'The steps that were taken in the life of an intervention',
    description: 'Who took each, when, from what to what, and why; oldest first.',
    errors: ['not-found'],
    returns: InterventionTransitionView,
  })
  async transitions(
    @Ctx() ctx: RequestContext,
    @Param('interventionId') id: string,
    @Query() query: ListQuery,
  ) {
    const { rows, page } = await this.interventions.transitions(ctx, id, query);
    return { data: rows.map(toInterventionTransitionView), page };
  }
}
