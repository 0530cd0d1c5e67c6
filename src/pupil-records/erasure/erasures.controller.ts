import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { CreateErasureDto, ErasureQuery } from './erasure.dto.js';
import { ErasureEntity } from './erasure.entity.js';
import { ErasureView, toErasureView } from './erasure.view.js';
import { ErasuresService } from './erasures.service.js';

@ApiTags('Pupil records')
@Controller('api/v1')
export class ErasuresController {
  constructor(private readonly erasures: ErasuresService) {}

  @CreateRoute('pupils/:pupilId/erasure', {
    scope: 'records:manage',
    staff: true,
    summary: 'Erase everything about a pupil, for good',
    description:
      'Every fact and all its history, in one transaction. Refused with `conflict` under a legal hold, and with ' +
      '`run-active` while a run goes on at the school. Counts of runs stay true, under an id that leads nowhere; ' +
      'the change feed has tombstones without natural keys; decisions can no longer be replayed. On the ground ' +
      '`retention` it is refused with `not-due` while anything of it is to be kept.',
    location: 'erasures',
    returns: ErasureView,
    replay: { entity: ErasureEntity, view: toErasureView },
    errors: ['not-found', 'not-due', 'conflict', 'run-active'],
  })
  async erase(@Ctx() ctx: RequestContext, @Param('pupilId') id: string, @Body() dto: CreateErasureDto) {
    return toErasureView(await this.erasures.erase(ctx, id, dto));
  }

  @ListRoute('erasures', {
    scope: 'records:read',
    summary: 'That pupils’ records were erased, or kinds of them',
    returns: ErasureView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: ErasureQuery) {
    const { rows, page } = await this.erasures.list(ctx, query);
    return { data: rows.map(toErasureView), page };
  }

  @GetRoute('erasures/:erasureId', { scope: 'records:read', summary: 'An erasure', returns: ErasureView })
  async find(@Ctx() ctx: RequestContext, @Param('erasureId') id: string, @Query() _query: ReadQuery) {
    return toErasureView(await this.erasures.find(ctx, id));
  }
}
