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
import { ReadQuery } from '../../common/paging/list.dto.js';
import {
  AddTeacherDto,
  CreateGroupTeacherDto,
  GroupSpellQuery,
  GroupTeacherQuery,
  UpdateGroupSpellDto,
} from './group-spell.dto.js';
import { GroupTeacherView, toGroupTeacherView } from './group-spell.view.js';
import { GroupTeacherEntity } from './group-teacher.entity.js';
import { GroupTeachersService } from './group-teachers.service.js';

@ApiTags('Groups')
@Controller('api/v1')
export class GroupTeachersController {
  constructor(private readonly teachers: GroupTeachersService) {}

  @ListRoute('groups/:groupId/teachers', {
    scope: 'groups:read',
    summary: 'Who teaches and taught a group',
    errors: ['not-found'],
    returns: GroupTeacherView,
  })
  async ofGroup(
    @Ctx() ctx: RequestContext,
    @Param('groupId') groupId: string,
    @Query() query: GroupSpellQuery,
  ) {
    const { rows, page } = await this.teachers.ofGroup(ctx, groupId, query);
    return { data: rows.map(toGroupTeacherView), page };
  }

  @CreateRoute('groups/:groupId/teachers', {
    scope: 'groups:write',
    summary: 'Let a member of staff teach a group',
    description: 'A person whose only role is `teacher` sees the pupils of the groups taught today.',
    errors: ['not-found'],
    location: 'group-teachers',
    returns: GroupTeacherView,
    replay: { entity: GroupTeacherEntity, view: toGroupTeacherView },
  })
  async create(@Ctx() ctx: RequestContext, @Param('groupId') groupId: string, @Body() dto: AddTeacherDto) {
    return toGroupTeacherView(await this.teachers.create(ctx, groupId, dto));
  }

  @ListRoute('group-teachers', {
    scope: 'groups:read',
    summary: 'Spells in which staff teach groups',
    returns: GroupTeacherView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: GroupTeacherQuery) {
    const { rows, page } = await this.teachers.list(ctx, query);
    return { data: rows.map(toGroupTeacherView), page };
  }

  @GetRoute('group-teachers/:groupTeacherId', {
    scope: 'groups:read',
    summary: 'A spell in which somebody teaches a group',
    returns: GroupTeacherView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('groupTeacherId') id: string, @Query() _query: ReadQuery) {
    return toGroupTeacherView(await this.teachers.find(ctx, id));
  }

  @BatchRoute('group-teachers', {
    scope: 'groups:write',
    summary: 'Add or change up to 1,000 spells in which staff teach groups',
  })
  @ApiBatchBody(CreateGroupTeacherDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.teachers.batch(ctx, dto.items, query);
  }

  @PatchRoute('group-teachers/:groupTeacherId', {
    scope: 'groups:write',
    summary: 'Change the dates on which somebody teaches a group',
    returns: GroupTeacherView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('groupTeacherId') id: string,
    @Body() dto: UpdateGroupSpellDto,
  ) {
    return toGroupTeacherView(await this.teachers.update(ctx, id, dto));
  }

  @DeleteRoute('group-teachers/:groupTeacherId', {
    scope: 'groups:write',
    summary: 'Remove a spell of teaching that was added by mistake',
  })
  async remove(@Ctx() ctx: RequestContext, @Param('groupTeacherId') id: string) {
    await this.teachers.remove(ctx, id);
  }
}
