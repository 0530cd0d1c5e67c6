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
import { toPupilView } from '../pupil.view.js';
import { PupilsService } from '../pupils.service.js';
import { GroupMemberEntity } from './group-member.entity.js';
import { GroupMembersService } from './group-members.service.js';
import {
  AddMemberDto,
  CreateGroupMemberDto,
  GroupMemberQuery,
  MembersQuery,
  UpdateGroupSpellDto,
} from './group-spell.dto.js';
import { GroupMemberView, toGroupMemberView } from './group-spell.view.js';

@ApiTags('Groups')
@Controller('api/v1')
export class GroupMembersController {
  constructor(
    private readonly members: GroupMembersService,
    private readonly pupils: PupilsService,
  ) {}

  @ListRoute('groups/:groupId/members', {
    scope: 'groups:read',
    summary: 'Who is and was in a group',
    description: '`?asOf=` shows who was in it on a date; `expand=pupil` makes a class list of it.',
    errors: ['not-found'],
    returns: GroupMemberView,
  })
  async ofGroup(@Ctx() ctx: RequestContext, @Param('groupId') groupId: string, @Query() query: MembersQuery) {
    const { rows, page } = await this.members.ofGroup(ctx, groupId, query);
    return { data: await this.views(ctx, rows, query), page };
  }

  @CreateRoute('groups/:groupId/members', {
    scope: 'groups:write',
    summary: 'Put a pupil into a group, or move one there',
    description:
      'With `movedFrom` the spell in that group ends on the day before, in the same transaction, and both spells ' +
      'stay. On any day a pupil is in one registration group at most.',
    errors: ['not-found'],
    location: 'group-members',
    returns: GroupMemberView,
    replay: { entity: GroupMemberEntity, view: toGroupMemberView },
  })
  async create(@Ctx() ctx: RequestContext, @Param('groupId') groupId: string, @Body() dto: AddMemberDto) {
    return toGroupMemberView(await this.members.create(ctx, groupId, dto));
  }

  @ListRoute('group-members', {
    scope: 'groups:read',
    summary: 'Spells of pupils in groups',
    returns: GroupMemberView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: GroupMemberQuery) {
    const { rows, page } = await this.members.list(ctx, query);
    return { data: await this.views(ctx, rows, query), page };
  }

  @GetRoute('group-members/:groupMemberId', {
    scope: 'groups:read',
    summary: 'A spell of a pupil in a group',
    returns: GroupMemberView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('groupMemberId') id: string, @Query() _query: ReadQuery) {
    return toGroupMemberView(await this.members.find(ctx, id));
  }

  @BatchRoute('group-members', {
    scope: 'groups:write',
    summary: 'Add or change up to 1,000 spells of pupils in groups',
    description:
      '`movedFrom` is for new spells: with `match=source` one that is there already has been moved to.',
  })
  @ApiBatchBody(CreateGroupMemberDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.members.batch(ctx, dto.items, query);
  }

  @PatchRoute('group-members/:groupMemberId', {
    scope: 'groups:write',
    summary: 'Change the dates of a spell in a group',
    returns: GroupMemberView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('groupMemberId') id: string,
    @Body() dto: UpdateGroupSpellDto,
  ) {
    return toGroupMemberView(await this.members.update(ctx, id, dto));
  }

  @DeleteRoute('group-members/:groupMemberId', {
    scope: 'groups:write',
    summary: 'Remove a spell in a group that was added by mistake',
  })
  async remove(@Ctx() ctx: RequestContext, @Param('groupMemberId') id: string) {
    await this.members.remove(ctx, id);
  }

  private async views(
    ctx: RequestContext,
    rows: readonly GroupMemberEntity[],
    { expand }: MembersQuery,
  ): Promise<GroupMemberView[]> {
    const views = rows.map(toGroupMemberView);
    if (!expand) return views;
    const ids = rows.map((it) => it.pupilId);
    const pupils = await this.pupils.byIds(ctx, ids);
    for (const view of views) view.pupil = toPupilView(pupils.get(view.pupilId)!, ctx);
    return views;
  }
}
