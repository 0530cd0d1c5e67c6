import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import {
  ActionRoute,
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  DeleteRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../../auth/routes/route.decorators.js';
import { BatchDto, BatchQuery } from '../../common/http/batch.dto.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { GroupSessionsService } from './group-sessions.service.js';
import {
  CreateGroupSessionDto,
  CreateInterventionSessionDto,
  CreateOwnSessionDto,
  InterventionSessionQuery,
  UpdateInterventionSessionDto,
} from './intervention-session.dto.js';
import { InterventionSessionEntity } from './intervention-session.entity.js';
import {
  GroupSessionView,
  InterventionSessionView,
  toInterventionSessionView,
} from './intervention-session.view.js';
import { InterventionSessionsService } from './intervention-sessions.service.js';

@ApiTags('Interventions')
@Controller('api/v1')
export class InterventionSessionsController {
  constructor(
    private readonly sessions: InterventionSessionsService,
    private readonly groups: GroupSessionsService,
  ) {}

  @ListRoute('intervention-sessions', {
    scope: 'interventions:read',
    summary: 'What pupils had of the sessions of their interventions',
    returns: InterventionSessionView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: InterventionSessionQuery) {
    const { rows, page } = await this.sessions.list(ctx, query);
    return { data: rows.map(toInterventionSessionView), page };
  }

  @GetRoute('intervention-sessions/:interventionSessionId', {
    scope: 'interventions:read',
    summary: 'What a pupil had of a session',
    returns: InterventionSessionView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('interventionSessionId') id: string,
    @Query() _query: ReadQuery,
  ) {
    return toInterventionSessionView(await this.sessions.find(ctx, id));
  }

  @CreateRoute('interventions/:interventionId/sessions', {
    scope: 'sessions:write',
    summary: 'Record what a pupil had of a session',
    description: 'A pupil has one session of an intervention at one date and time.',
    errors: ['not-found'],
    location: 'intervention-sessions',
    returns: InterventionSessionView,
    replay: { entity: InterventionSessionEntity, view: toInterventionSessionView },
  })
  async create(
    @Ctx() ctx: RequestContext,
    @Param('interventionId') id: string,
    @Body() dto: CreateOwnSessionDto,
  ) {
    return toInterventionSessionView(await this.sessions.create(ctx, id, dto));
  }

  @ActionRoute('provisions/:provisionId/sessions', {
    scope: 'sessions:write',
    summary: 'Record a session of a whole group',
    description:
      'Names each pupil who had a place that day once: who attended, and who did not and why. All of it is recorded, ' +
      'or nothing. Who is nothing but a teacher records it for the pupils taught.',
    status: 201,
    returns: GroupSessionView,
    keepsAnswer: true,
    errors: ['duplicate'],
  })
  recordGroup(
    @Ctx() ctx: RequestContext,
    @Param('provisionId') id: string,
    @Body() dto: CreateGroupSessionDto,
  ) {
    return this.groups.record(ctx, id, dto);
  }

  @BatchRoute('intervention-sessions', {
    scope: 'sessions:write',
    summary: 'Record or correct up to 1,000 sessions',
    description: 'With `match=source` a session whose source key is there already is corrected.',
  })
  @ApiBatchBody(CreateInterventionSessionDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.sessions.batch(ctx, dto.items, query);
  }

  @PatchRoute('intervention-sessions/:interventionSessionId', {
    scope: 'sessions:write',
    summary: 'Correct a session',
    description: 'What was said before stays in the history.',
    returns: InterventionSessionView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('interventionSessionId') id: string,
    @Body() dto: UpdateInterventionSessionDto,
  ) {
    return toInterventionSessionView(await this.sessions.update(ctx, id, dto));
  }

  @DeleteRoute('intervention-sessions/:interventionSessionId', {
    scope: 'sessions:write',
    summary: 'Remove a session that was recorded by mistake',
  })
  async remove(@Ctx() ctx: RequestContext, @Param('interventionSessionId') id: string) {
    await this.sessions.remove(ctx, id);
  }
}
