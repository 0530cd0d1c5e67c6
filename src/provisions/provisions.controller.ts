import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import {
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../auth/routes/route.decorators.js';
import { BatchDto, BatchQuery } from '../common/http/batch.dto.js';
import { ReadQuery } from '../common/paging/list.dto.js';
import { CreateProvisionDto, ProvisionQuery, UpdateProvisionDto } from './provision.dto.js';
import { ProvisionEntity } from './provision.entity.js';
import { ProvisionView, toProvisionView } from './provision.view.js';
import { ProvisionsService } from './provisions.service.js';

@ApiTags('Provisions')
@Controller('api/v1')
export class ProvisionsController {
  constructor(private readonly provisions: ProvisionsService) {}

  @ListRoute('provisions', { scope: 'provisions:read', summary: 'Provisions', returns: ProvisionView })
  async list(@Ctx() ctx: RequestContext, @Query() query: ProvisionQuery) {
    const { rows, page } = await this.provisions.list(ctx, query);
    return { data: rows.map(toProvisionView), page };
  }

  @GetRoute('provisions/:provisionId', {
    scope: 'provisions:read',
    summary: 'A provision',
    returns: ProvisionView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('provisionId') id: string, @Query() _query: ReadQuery) {
    return toProvisionView(await this.provisions.find(ctx, id));
  }

  @CreateRoute('provisions', {
    scope: 'provisions:write',
    summary: 'Add a provision',
    returns: ProvisionView,
    replay: { entity: ProvisionEntity, view: toProvisionView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateProvisionDto) {
    return toProvisionView(await this.provisions.create(ctx, dto));
  }

  @BatchRoute('provisions', {
    scope: 'provisions:write',
    summary: 'Add or change up to 1,000 provisions',
    description:
      'With `match=source` a provision whose source key is there already changes; what an item leaves out stays. ' +
      'A change that would leave pupils without the place that they hold is that item’s `conflict`.',
  })
  @ApiBatchBody(CreateProvisionDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.provisions.batch(ctx, dto.items, query);
  }

  @PatchRoute('provisions/:provisionId', {
    scope: 'provisions:write',
    summary: 'Change a provision',
    description: 'Refused with `conflict` where pupils would be left without the place that they hold.',
    returns: ProvisionView,
    errors: ['conflict'],
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('provisionId') id: string,
    @Body() dto: UpdateProvisionDto,
  ) {
    return toProvisionView(await this.provisions.update(ctx, id, dto));
  }
}
