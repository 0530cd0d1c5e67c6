import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BatchDto, BatchQuery } from '../../common/http/batch.dto.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { Ctx, type RequestContext } from '../request-context.js';
import {
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../routes/route.decorators.js';
import { CreateStaffDto, StaffItemDto, StaffQuery, UpdateStaffDto } from './staff.dto.js';
import { StaffEntity } from './staff.entity.js';
import { StaffView, toStaffView } from './staff.view.js';
import { StaffService } from './staff.service.js';

@ApiTags('Clients and staff')
@Controller('api/v1')
export class StaffController {
  constructor(private readonly staff: StaffService) {}

  @ListRoute('staff', {
    scope: 'staff:read',
    summary: 'Staff of the schools that the token sees',
    returns: StaffView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: StaffQuery) {
    const { rows, page } = await this.staff.list(ctx, query);
    return { data: rows.map(toStaffView), page };
  }

  @GetRoute('staff/:staffId', { scope: 'staff:read', summary: 'A member of staff', returns: StaffView })
  async find(@Ctx() ctx: RequestContext, @Param('staffId') id: string, @Query() _query: ReadQuery) {
    return toStaffView(await this.staff.find(ctx, id));
  }

  @CreateRoute('staff', {
    scope: 'staff:write',
    summary: 'Add a member of staff',
    returns: StaffView,
    replay: { entity: StaffEntity, view: toStaffView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateStaffDto) {
    return toStaffView(await this.staff.create(ctx, dto));
  }

  @BatchRoute('staff', {
    scope: 'staff:write',
    summary: 'Add or change up to 1,000 members of staff',
    description:
      'With `match=source` a person whose source key is there already is changed. Passwords are not taken: one who is there keeps theirs.',
  })
  @ApiBatchBody(StaffItemDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.staff.batch(ctx, dto.items, query);
  }

  @PatchRoute('staff/:staffId', {
    scope: 'staff:write',
    summary: 'Change a member of staff',
    returns: StaffView,
  })
  async update(@Ctx() ctx: RequestContext, @Param('staffId') id: string, @Body() dto: UpdateStaffDto) {
    return toStaffView(await this.staff.update(ctx, id, dto));
  }
}
