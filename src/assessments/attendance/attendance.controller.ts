import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import {
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  DeleteRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../../auth/routes/route.decorators.js';
import { BatchDto, BatchQuery } from '../../common/http/batch.dto.js';
import { today } from '../../common/instants.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { AttendanceJudgementView, toAttendanceJudgementView } from './attendance-judgement.view.js';
import { AttendanceJudgementsService } from './attendance-judgements.service.js';
import {
  AttendanceJudgementQuery,
  AttendanceQuery,
  CreateAttendanceDto,
  UpdateAttendanceDto,
} from './attendance.dto.js';
import { AttendanceEntity } from './attendance.entity.js';
import { AttendanceService } from './attendance.service.js';
import { AttendanceView, toAttendanceView } from './attendance.view.js';

@ApiTags('Attendance')
@Controller('api/v1')
export class AttendanceController {
  constructor(
    private readonly attendance: AttendanceService,
    private readonly judgements: AttendanceJudgementsService,
  ) {}

  @ListRoute('attendance', {
    scope: 'attendance:read',
    summary: 'Weekly attendance',
    description: 'One row for a pupil and a week, in sessions (half days).',
    returns: AttendanceView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: AttendanceQuery) {
    const { rows, page } = await this.attendance.list(ctx, query);
    return { data: rows.map(toAttendanceView), page };
  }

  @GetRoute('attendance/:attendanceId', {
    scope: 'attendance:read',
    summary: 'A week of a pupil',
    returns: AttendanceView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('attendanceId') id: string, @Query() _query: ReadQuery) {
    return toAttendanceView(await this.attendance.find(ctx, id));
  }

  @GetRoute('pupils/:pupilId/attendance-judgement', {
    scope: 'attendance:read',
    summary: 'A pupil’s absence of the academic year to date',
    description:
      'Absent over possible sessions of the weeks that were received and are over by `asOf`, while the pupil was on ' +
      'this school’s roll: persistent from 10 %, severe from 50 %, unrounded, judged from 10 possible sessions on.',
    returns: AttendanceJudgementView,
  })
  async judge(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Query() { asOf = today() }: AttendanceJudgementQuery,
  ) {
    const { pupil, absence } = await this.judgements.judge(ctx, pupilId, asOf);
    return toAttendanceJudgementView(pupil, asOf, absence);
  }

  @CreateRoute('attendance', {
    scope: 'attendance:write',
    summary: 'Add a week of a pupil',
    description:
      'present + authorised + unauthorised is possible. Code L counts as present and late, code U as unauthorised; ' +
      'D, X, Y, Z and # are outside possible sessions.',
    returns: AttendanceView,
    replay: { entity: AttendanceEntity, view: toAttendanceView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateAttendanceDto) {
    return toAttendanceView(await this.attendance.create(ctx, dto));
  }

  @BatchRoute('attendance', {
    scope: 'attendance:write',
    summary: 'Add or change up to 1,000 weeks of pupils',
    description: 'With `match=source` a week whose source key is there already is changed.',
  })
  @ApiBatchBody(CreateAttendanceDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.attendance.batch(ctx, dto.items, query);
  }

  @PatchRoute('attendance/:attendanceId', {
    scope: 'attendance:write',
    summary: 'Correct a week of a pupil',
    returns: AttendanceView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('attendanceId') id: string,
    @Body() dto: UpdateAttendanceDto,
  ) {
    return toAttendanceView(await this.attendance.update(ctx, id, dto));
  }

  @DeleteRoute('attendance/:attendanceId', { scope: 'attendance:write', summary: 'Remove a week of a pupil' })
  async remove(@Ctx() ctx: RequestContext, @Param('attendanceId') id: string) {
    await this.attendance.remove(ctx, id);
  }
}
