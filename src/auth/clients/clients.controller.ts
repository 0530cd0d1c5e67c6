import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageQuery, FieldsQuery } from '../../common/paging/list.dto.js';
import { Ctx, type RequestContext } from '../request-context.js';
import { CreateRoute, GetRoute, ListRoute, PatchRoute } from '../routes/route.decorators.js';
import { CreateClientDto, UpdateClientDto } from './client.dto.js';
import { ClientEntity } from './client.entity.js';
import { ClientView, toClientView } from './client.view.js';
import { ClientsService } from './clients.service.js';

@ApiTags('Clients and staff')
@Controller('api/v1')
export class ClientsController {
  constructor(private readonly clients: ClientsService) {}

  @ListRoute('clients', { scope: 'admin', summary: 'Programs that may call', returns: ClientView })
  async list(@Ctx() ctx: RequestContext, @Query() query: PageQuery) {
    const { rows, page } = await this.clients.list(ctx, query);
    return { data: rows.map(toClientView), page };
  }

  @GetRoute('clients/:clientRowId', { scope: 'admin', summary: 'A client', returns: ClientView })
  async find(@Ctx() ctx: RequestContext, @Param('clientRowId') id: string, @Query() _query: FieldsQuery) {
    return toClientView(await this.clients.find(ctx, id));
  }

  @CreateRoute('clients', {
    scope: 'admin',
    summary: 'Add a client; its secret is shown this once',
    returns: ClientView,
    replay: { entity: ClientEntity, view: toClientView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateClientDto) {
    const { row, secret } = await this.clients.create(ctx, dto);
    return { ...toClientView(row), clientSecret: secret };
  }

  @PatchRoute('clients/:clientRowId', {
    scope: 'admin',
    summary: 'Change or disable a client',
    returns: ClientView,
  })
  async update(@Ctx() ctx: RequestContext, @Param('clientRowId') id: string, @Body() dto: UpdateClientDto) {
    return toClientView(await this.clients.update(ctx, id, dto));
  }
}
