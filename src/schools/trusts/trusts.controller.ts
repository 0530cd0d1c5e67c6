import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute, PatchRoute } from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { CreateTrustDto, TrustQuery, UpdateTrustDto } from './trust.dto.js';
import { TrustEntity } from './trust.entity.js';
import { toTrustView, TrustView } from './trust.view.js';
import { TrustsService } from './trusts.service.js';

@ApiTags('Schools')
@Controller('api/v1')
export class TrustsController {
  constructor(private readonly trusts: TrustsService) {}

  @ListRoute('trusts', {
    scope: 'schools:read',
    summary: 'Trusts of the schools that the token sees',
    returns: TrustView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: TrustQuery) {
    const { rows, page } = await this.trusts.list(ctx, query);
    return { data: rows.map(toTrustView), page };
  }

  @GetRoute('trusts/:trustId', { scope: 'schools:read', summary: 'A trust', returns: TrustView })
  async find(@Ctx() ctx: RequestContext, @Param('trustId') id: string, @Query() _query: ReadQuery) {
    return toTrustView(await this.trusts.find(ctx, id));
  }

  @CreateRoute('trusts', {
    scope: 'admin',
    summary: 'Add a trust',
    description: 'A school joins it by its `trustId`.',
    returns: TrustView,
    replay: { entity: TrustEntity, view: toTrustView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateTrustDto) {
    return toTrustView(await this.trusts.create(ctx, dto));
  }

  @PatchRoute('trusts/:trustId', { scope: 'admin', summary: 'Change a trust', returns: TrustView })
  async update(@Ctx() ctx: RequestContext, @Param('trustId') id: string, @Body() dto: UpdateTrustDto) {
    return toTrustView(await this.trusts.update(ctx, id, dto));
  }
}
