import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReadQuery } from '../common/paging/list.dto.js';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute, PatchRoute } from '../auth/routes/route.decorators.js';
import { CreateSchoolDto, SchoolQuery, UpdateSchoolDto } from './school.dto.js';
import { SchoolEntity } from './school.entity.js';
import { SchoolView, toSchoolView } from './school.view.js';
import { SchoolsService } from './schools.service.js';

@ApiTags('Schools')
@Controller('api/v1')
export class SchoolsController {
  constructor(private readonly schools: SchoolsService) {}

  @ListRoute('schools', {
    scope: 'schools:read',
    summary: 'Schools that the token sees',
    returns: SchoolView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: SchoolQuery) {
    const { rows, page } = await this.schools.list(ctx, query);
    return { data: rows.map(toSchoolView), page };
  }

  @GetRoute('schools/:schoolId', { scope: 'schools:read', summary: 'A school', returns: SchoolView })
  async find(@Ctx() ctx: RequestContext, @Param('schoolId') id: string, @Query() _query: ReadQuery) {
    return toSchoolView(await this.schools.find(ctx, id));
  }

  @CreateRoute('schools', {
    scope: 'admin',
    summary: 'Add a school',
    returns: SchoolView,
    replay: { entity: SchoolEntity, view: toSchoolView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateSchoolDto) {
    return toSchoolView(await this.schools.create(ctx, dto));
  }

  @PatchRoute('schools/:schoolId', { scope: 'admin', summary: 'Change a school', returns: SchoolView })
  async update(@Ctx() ctx: RequestContext, @Param('schoolId') id: string, @Body() dto: UpdateSchoolDto) {
    return toSchoolView(await this.schools.update(ctx, id, dto));
  }
}
