import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute, PatchRoute } from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { CreateSubjectDto, SubjectQuery, UpdateSubjectDto } from './subject.dto.js';
import { SubjectEntity } from './subject.entity.js';
import { SubjectView, toSubjectView } from './subject.view.js';
import { SubjectsService } from './subjects.service.js';

@ApiTags('Schools')
@Controller('api/v1')
export class SubjectsController {
  constructor(private readonly subjects: SubjectsService) {}

  @ListRoute('subjects', {
    scope: 'schools:read',
    summary: 'Subjects that ship with Espalier or that schools added',
    returns: SubjectView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: SubjectQuery) {
    const { rows, page } = await this.subjects.list(ctx, query);
    return { data: rows.map(toSubjectView), page };
  }

  @GetRoute('subjects/:subjectId', { scope: 'schools:read', summary: 'A subject', returns: SubjectView })
  async find(@Ctx() ctx: RequestContext, @Param('subjectId') id: string, @Query() _query: ReadQuery) {
    return toSubjectView(await this.subjects.find(ctx, id));
  }

  @CreateRoute('subjects', {
    scope: 'admin',
    summary: 'Add a subject of a school',
    returns: SubjectView,
    replay: { entity: SubjectEntity, view: toSubjectView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateSubjectDto) {
    return toSubjectView(await this.subjects.create(ctx, dto));
  }

  @PatchRoute('subjects/:subjectId', {
    scope: 'admin',
    summary: 'Rename a subject of a school',
    description: 'Refused with `conflict` for a subject that ships with Espalier.',
    returns: SubjectView,
    errors: ['conflict'],
  })
  async update(@Ctx() ctx: RequestContext, @Param('subjectId') id: string, @Body() dto: UpdateSubjectDto) {
    return toSubjectView(await this.subjects.update(ctx, id, dto));
  }
}
