import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import {
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  DeleteRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../auth/routes/route.decorators.js';
import { BatchDto, BatchQuery } from '../common/http/batch.dto.js';
import { ReadQuery } from '../common/paging/list.dto.js';
import { EnrolmentEntity } from './enrolment.entity.js';
import { EnrolmentsService } from './enrolments.service.js';
import { EnrolmentView, toEnrolmentView } from './pupil.view.js';
import { AddEnrolmentDto, EnrolmentItemDto, EnrolmentQuery, UpdateEnrolmentDto } from './spell.dto.js';

@ApiTags('Pupils')
@Controller('api/v1')
export class EnrolmentsController {
  constructor(private readonly enrolments: EnrolmentsService) {}

  @ListRoute('pupils/:pupilId/enrolments', {
    scope: 'pupils:read',
    summary: 'Spells on the roll of a pupil',
    errors: ['not-found'],
    returns: EnrolmentView,
  })
  async list(@Ctx() ctx: RequestContext, @Param('pupilId') pupilId: string, @Query() query: EnrolmentQuery) {
    const { rows, page } = await this.enrolments.list(ctx, pupilId, query);
    return { data: rows.map(toEnrolmentView), page };
  }

  @GetRoute('pupils/:pupilId/enrolments/:enrolmentId', {
    scope: 'pupils:read',
    summary: 'A spell on the roll',
    returns: EnrolmentView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Param('enrolmentId') id: string,
    @Query() _query: ReadQuery,
  ) {
    return toEnrolmentView(await this.enrolments.find(ctx, pupilId, id));
  }

  @CreateRoute('pupils/:pupilId/enrolments', {
    scope: 'pupils:write',
    summary: 'Add a spell on the roll',
    errors: ['not-found'],
    location: 'pupils/{pupilId}/enrolments',
    returns: EnrolmentView,
    replay: { entity: EnrolmentEntity, view: toEnrolmentView },
  })
  async create(@Ctx() ctx: RequestContext, @Param('pupilId') pupilId: string, @Body() dto: AddEnrolmentDto) {
    return toEnrolmentView(await this.enrolments.create(ctx, pupilId, dto));
  }

  @BatchRoute('enrolments', {
    scope: 'pupils:write',
    summary: 'Add or change up to 1,000 spells on the roll',
    description: 'With `match=source` a spell whose source key is there already is changed.',
  })
  @ApiBatchBody(EnrolmentItemDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.enrolments.batch(ctx, dto.items, query);
  }

  @PatchRoute('pupils/:pupilId/enrolments/:enrolmentId', {
    scope: 'pupils:write',
    summary: 'Change a spell on the roll',
    returns: EnrolmentView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Param('enrolmentId') id: string,
    @Body() dto: UpdateEnrolmentDto,
  ) {
    return toEnrolmentView(await this.enrolments.update(ctx, pupilId, id, dto));
  }

  @DeleteRoute('pupils/:pupilId/enrolments/:enrolmentId', {
    scope: 'pupils:write',
    summary: 'Remove a spell on the roll',
  })
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Param('enrolmentId') id: string,
  ) {
    await this.enrolments.remove(ctx, pupilId, id);
  }
}
