import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import {
  CreateRoute,
  DeleteRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../auth/routes/route.decorators.js';
import { ReadQuery } from '../common/paging/list.dto.js';
import { EnrolmentEntity } from './enrolment.entity.js';
import { EnrolmentsService } from './enrolments.service.js';
import { CreateEnrolmentDto } from './pupil.dto.js';
import { EnrolmentView, toEnrolmentView } from './pupil.view.js';
import { EnrolmentQuery, UpdateEnrolmentDto } from './spell.dto.js';

@ApiTags('Pupils')
@Controller('api/v1/pupils/:pupilId')
export class EnrolmentsController {
  constructor(private readonly enrolments: EnrolmentsService) {}

  @ListRoute('enrolments', {
    scope: 'pupils:read',
    summary: 'Spells on the roll of a pupil',
    errors: ['not-found'],
    returns: EnrolmentView,
  })
  async list(@Ctx() ctx: RequestContext, @Param('pupilId') pupilId: string, @Query() query: EnrolmentQuery) {
    const { rows, page } = await this.enrolments.list(ctx, pupilId, query);
    return { data: rows.map(toEnrolmentView), page };
  }

  @GetRoute('enrolments/:enrolmentId', {
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

  @CreateRoute('enrolments', {
    scope: 'pupils:write',
    summary: 'Add a spell on the roll',
    errors: ['not-found'],
    location: 'pupils/{pupilId}/enrolments',
    returns: EnrolmentView,
    replay: { entity: EnrolmentEntity, view: toEnrolmentView },
  })
  async create(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Body() dto: CreateEnrolmentDto,
  ) {
    return toEnrolmentView(await this.enrolments.create(ctx, pupilId, dto));
  }

  @PatchRoute('enrolments/:enrolmentId', {
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

  @DeleteRoute('enrolments/:enrolmentId', { scope: 'pupils:write', summary: 'Remove a spell on the roll' })
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Param('enrolmentId') id: string,
  ) {
    await this.enrolments.remove(ctx, pupilId, id);
  }
}
