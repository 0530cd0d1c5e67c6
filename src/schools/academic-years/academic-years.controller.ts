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
import {
  AcademicYearQuery,
  CreateAcademicYearDto,
  SchoolDaysQuery,
  UpdateAcademicYearDto,
} from './academic-year.dto.js';
import { AcademicYearEntity } from './academic-year.entity.js';
import {
  AcademicYearView,
  SchoolDaysView,
  toAcademicYearView,
  toSchoolDaysView,
} from './academic-year.view.js';
import { AcademicYearsService } from './academic-years.service.js';

@ApiTags('Schools')
@Controller('api/v1')
export class AcademicYearsController {
  constructor(private readonly years: AcademicYearsService) {}

  @ListRoute('academic-years', {
    scope: 'schools:read',
    summary: 'Calendars of schools, one for each academic year',
    returns: AcademicYearView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: AcademicYearQuery) {
    const { rows, page } = await this.years.list(ctx, query);
    return { data: rows.map(toAcademicYearView), page };
  }

  @GetRoute('academic-years/:academicYearId', {
    scope: 'schools:read',
    summary: 'The calendar of an academic year: terms, and days without school',
    returns: AcademicYearView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('academicYearId') id: string, @Query() _query: ReadQuery) {
    return toAcademicYearView(await this.years.find(ctx, id));
  }

  @GetRoute('schools/:schoolId/school-days', {
    scope: 'schools:read',
    summary: 'The school days of a span of dates',
    description:
      'Mondays to Fridays in a term that are no days without school, both ends of the span included. Days that lie ' +
      'in no academic year of the school are counted apart: nothing is known of them.',
    returns: SchoolDaysView,
  })
  async schoolDays(
    @Ctx() ctx: RequestContext,
    @Param('schoolId') schoolId: string,
    @Query() { from = today(), to = from }: SchoolDaysQuery,
  ) {
    const days = await this.years.schoolDays(ctx, schoolId, from, to);
    return toSchoolDaysView(schoolId, from, to, days);
  }

  @CreateRoute('academic-years', {
    scope: 'admin',
    summary: 'Add the calendar of an academic year',
    description: 'No two academic years of a school share a day, nor do two terms of a year.',
    returns: AcademicYearView,
    replay: { entity: AcademicYearEntity, view: toAcademicYearView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateAcademicYearDto) {
    return toAcademicYearView(await this.years.create(ctx, dto));
  }

  @BatchRoute('academic-years', { scope: 'admin', summary: 'Add or change up to 1,000 calendars' })
  @ApiBatchBody(CreateAcademicYearDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.years.batch(ctx, dto.items, query);
  }

  @PatchRoute('academic-years/:academicYearId', {
    scope: 'admin',
    summary: 'Change the calendar of an academic year',
    returns: AcademicYearView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('academicYearId') id: string,
    @Body() dto: UpdateAcademicYearDto,
  ) {
    return toAcademicYearView(await this.years.update(ctx, id, dto));
  }

  @DeleteRoute('academic-years/:academicYearId', {
    scope: 'admin',
    summary: 'Remove a calendar that no group belongs to and in which no attendance is recorded',
  })
  async remove(@Ctx() ctx: RequestContext, @Param('academicYearId') id: string) {
    await this.years.remove(ctx, id);
  }
}
