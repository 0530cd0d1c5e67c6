import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { GetRoute, ListRoute, PutRoute } from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { PutRetentionScheduleDto } from './retention-schedule.dto.js';
import { RetentionScheduleView } from './retention-schedule.view.js';
import { RetentionSchedulesService } from './retention-schedules.service.js';

@ApiTags('Pupil records')
@Controller('api/v1/schools/:schoolId')
export class RetentionSchedulesController {
  constructor(private readonly schedules: RetentionSchedulesService) {}

  @ListRoute('retention-schedules', {
    scope: 'records:read',
    summary: 'For how long a school keeps each kind of record',
    description:
      'Every kind, on one page: what the school has set, and the product’s default where it has not.',
    returns: RetentionScheduleView,
    errors: ['not-found'],
  })
  async list(@Ctx() ctx: RequestContext, @Param('schoolId') schoolId: string, @Query() _query: ReadQuery) {
    return { data: await this.schedules.list(ctx, schoolId), page: { next: null } };
  }

  @GetRoute('retention-schedules/:recordKind', {
    scope: 'records:read',
    summary: 'For how long a school keeps a kind of record',
    returns: RetentionScheduleView,
  })
  find(
    @Ctx() ctx: RequestContext,
    @Param('schoolId') schoolId: string,
    @Param('recordKind') kind: string,
    @Query() _query: ReadQuery,
  ) {
    return this.schedules.find(ctx, schoolId, kind);
  }

  @PutRoute('retention-schedules/:recordKind', {
    scope: 'records:manage',
    staff: true,
    summary: 'Set or confirm for how long a school keeps a kind of record',
    description:
      'Longer than usual as the school sees fit; shorter with a reason, and never below what statute demands ' +
      '(`below-statutory-minimum`). `If-Match` is checked where it is sent.',
    returns: RetentionScheduleView,
    errors: ['precondition-failed'],
  })
  put(
    @Ctx() ctx: RequestContext,
    @Param('schoolId') schoolId: string,
    @Param('recordKind') kind: string,
    @Body() dto: PutRetentionScheduleDto,
  ) {
    return this.schedules.put(ctx, schoolId, kind, dto);
  }
}
