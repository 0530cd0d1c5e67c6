import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute, PatchRoute } from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { CreateLegalHoldDto, LegalHoldQuery, UpdateLegalHoldDto } from './legal-hold.dto.js';
import { LegalHoldEntity } from './legal-hold.entity.js';
import { LegalHoldView, toLegalHoldView } from './legal-hold.view.js';
import { LegalHoldsService } from './legal-holds.service.js';

@ApiTags('Pupil records')
@Controller('api/v1')
export class LegalHoldsController {
  constructor(private readonly holds: LegalHoldsService) {}

  @ListRoute('legal-holds', {
    scope: 'records:read',
    summary: 'Holds on pupils’ records',
    returns: LegalHoldView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: LegalHoldQuery) {
    const { rows, page } = await this.holds.list(ctx, query);
    return { data: rows.map(toLegalHoldView), page };
  }

  @GetRoute('legal-holds/:legalHoldId', { scope: 'records:read', summary: 'A hold', returns: LegalHoldView })
  async find(@Ctx() ctx: RequestContext, @Param('legalHoldId') id: string, @Query() _query: ReadQuery) {
    return toLegalHoldView(await this.holds.find(ctx, id));
  }

  @CreateRoute('legal-holds', {
    scope: 'records:manage',
    staff: true,
    summary: 'Keep a pupil’s record from erasure',
    returns: LegalHoldView,
    replay: { entity: LegalHoldEntity, view: toLegalHoldView },
  })
  async place(@Ctx() ctx: RequestContext, @Body() dto: CreateLegalHoldDto) {
    return toLegalHoldView(await this.holds.place(ctx, dto));
  }

  @PatchRoute('legal-holds/:legalHoldId', {
    scope: 'records:manage',
    staff: true,
    summary: 'Change or lift a hold',
    returns: LegalHoldView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('legalHoldId') id: string,
    @Body() dto: UpdateLegalHoldDto,
  ) {
    return toLegalHoldView(await this.holds.update(ctx, id, dto));
  }
}
