import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute } from '../auth/routes/route.decorators.js';
import { ReadQuery } from '../common/paging/list.dto.js';
import { CreateProvisionTypeDto, ProvisionTypeQuery } from './provision-type.dto.js';
import { ProvisionTypeEntity } from './provision-type.entity.js';
import { ProvisionTypeView, toProvisionTypeView } from './provision-type.view.js';
import { ProvisionTypesService } from './provision-types.service.js';

@ApiTags('Provisions')
@Controller('api/v1')
export class ProvisionTypesController {
  constructor(private readonly types: ProvisionTypesService) {}

  @ListRoute('provision-types', {
    scope: 'provisions:read',
    summary: 'Kinds of provision that ship with Espalier, that schools made or that their plugins brought',
    returns: ProvisionTypeView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: ProvisionTypeQuery) {
    const { rows, page } = await this.types.list(ctx, query);
    return { data: rows.map(toProvisionTypeView), page };
  }

  @GetRoute('provision-types/:provisionTypeId', {
    scope: 'provisions:read',
    summary: 'A version of a kind of provision',
    returns: ProvisionTypeView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('provisionTypeId') id: string, @Query() _query: ReadQuery) {
    return toProvisionTypeView(await this.types.find(ctx, id));
  }

  @CreateRoute('provision-types', {
    scope: 'provisions:write',
    summary: 'Add a kind of provision, or its next version',
    description:
      'A kind never changes: what the school has under this key already stays, and this is the next version.',
    returns: ProvisionTypeView,
    replay: { entity: ProvisionTypeEntity, view: toProvisionTypeView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateProvisionTypeDto) {
    return toProvisionTypeView(await this.types.create(ctx, dto));
  }
}
