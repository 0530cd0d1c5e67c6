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
import { CreateGroupDto, GroupQuery, UpdateGroupDto } from './group.dto.js';
import { GroupEntity } from './group.entity.js';
import { GroupView, toGroupView } from './group.view.js';
import { GroupsService } from './groups.service.js';

@ApiTags('Groups')
@Controller('api/v1')
export class GroupsController {
  constructor(private readonly groups: GroupsService) {}

  @ListRoute('groups', {
    scope: 'groups:read',
    summary: 'Teaching, registration and intervention groups',
    description: '`?pupilId=&asOf=` are the groups that a pupil was in on a date.',
    returns: GroupView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: GroupQuery) {
    const { rows, page } = await this.groups.list(ctx, query);
    return { data: rows.map(toGroupView), page };
  }

  @GetRoute('groups/:groupId', { scope: 'groups:read', summary: 'A group', returns: GroupView })
  async find(@Ctx() ctx: RequestContext, @Param('groupId') id: string, @Query() _query: ReadQuery) {
    return toGroupView(await this.groups.find(ctx, id));
  }

  @CreateRoute('groups', {
    scope: 'groups:write',
    summary: 'Add a group',
    returns: GroupView,
    replay: { entity: GroupEntity, view: toGroupView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateGroupDto) {
    return toGroupView(await this.groups.create(ctx, dto));
  }

  @BatchRoute('groups', { scope: 'groups:write', summary: 'Add or change up to 1,000 groups' })
  @ApiBatchBody(CreateGroupDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.groups.batch(ctx, dto.items, query);
  }

  @PatchRoute('groups/:groupId', { scope: 'groups:write', summary: 'Change a group', returns: GroupView })
  async update(@Ctx() ctx: RequestContext, @Param('groupId') id: string, @Body() dto: UpdateGroupDto) {
    return toGroupView(await this.groups.update(ctx, id, dto));
  }

  @DeleteRoute('groups/:groupId', {
    scope: 'groups:write',
    summary: 'Remove a group that was added by mistake',
    description: 'Refused where somebody is or was in it: a group that is over keeps its spells.',
  })
  async remove(@Ctx() ctx: RequestContext, @Param('groupId') id: string) {
    await this.groups.remove(ctx, id);
  }
}
