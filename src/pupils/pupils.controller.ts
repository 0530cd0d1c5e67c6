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
import { CreatePupilDto, PupilQuery, UpdatePupilDto } from './pupil.dto.js';
import { PupilEntity } from './pupil.entity.js';
import { PupilView, toEnrolmentView, toPupilView } from './pupil.view.js';
import { PupilsService } from './pupils.service.js';

@ApiTags('Pupils')
@Controller('api/v1')
export class PupilsController {
  constructor(private readonly pupils: PupilsService) {}

  @ListRoute('pupils', {
    scope: 'pupils:read',
    summary: 'Pupils that the token sees',
    description:
      'Without `asOf` and `yearGroup`, those who have left and those who are yet to come too; `asOf` keeps to those ' +
      'on roll on that day. What is still open of those who have left is listed by `/leavers`.',
    returns: PupilView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: PupilQuery) {
    const { rows, page } = await this.pupils.list(ctx, query);
    const data = rows.map((row) => toPupilView(row, ctx));
    if (query.expand) {
      const spells = Map.groupBy(await this.pupils.enrolmentsOf(ctx, rows), (it) => it.pupilId);
      for (const view of data) view.enrolments = (spells.get(view.id) ?? []).map(toEnrolmentView);
    }
    return { data, page };
  }

  @GetRoute('pupils/:pupilId', { scope: 'pupils:read', summary: 'A pupil', returns: PupilView })
  async find(@Ctx() ctx: RequestContext, @Param('pupilId') id: string, @Query() _query: ReadQuery) {
    return toPupilView(await this.pupils.find(ctx, id), ctx);
  }

  @CreateRoute('pupils', {
    scope: 'pupils:write',
    summary: 'Add a pupil',
    returns: PupilView,
    replay: { entity: PupilEntity, view: toPupilView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreatePupilDto) {
    return toPupilView(await this.pupils.create(ctx, dto), ctx);
  }

  @BatchRoute('pupils', { scope: 'pupils:write', summary: 'Add or change up to 1,000 pupils' })
  @ApiBatchBody(CreatePupilDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.pupils.batch(ctx, dto.items, query);
  }

  @PatchRoute('pupils/:pupilId', { scope: 'pupils:write', summary: 'Change a pupil', returns: PupilView })
  async update(@Ctx() ctx: RequestContext, @Param('pupilId') id: string, @Body() dto: UpdatePupilDto) {
    return toPupilView(await this.pupils.update(ctx, id, dto), ctx);
  }

  @DeleteRoute('pupils/:pupilId', {
    scope: 'pupils:write',
    summary: 'Remove a pupil who was added by mistake',
    description: 'Refused while there are facts about the pupil.',
  })
  async remove(@Ctx() ctx: RequestContext, @Param('pupilId') id: string) {
    await this.pupils.remove(ctx, id);
  }
}
