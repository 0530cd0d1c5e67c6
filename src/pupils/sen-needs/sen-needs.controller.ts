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
import { CreateSenNeedDto, SenNeedItemDto, SenNeedQuery, UpdateSenNeedDto } from './sen-need.dto.js';
import { SenNeedEntity } from './sen-need.entity.js';
import { SenNeedView, toSenNeedView } from './sen-need.view.js';
import { SenNeedsService } from './sen-needs.service.js';

@ApiTags('Pupils')
@Controller('api/v1')
export class SenNeedsController {
  constructor(private readonly needs: SenNeedsService) {}

  @ListRoute('pupils/:pupilId/sen-needs', {
    scope: 'pupils:read',
    summary: 'SEN needs of a pupil',
    errors: ['not-found'],
    returns: SenNeedView,
  })
  async list(@Ctx() ctx: RequestContext, @Param('pupilId') pupilId: string, @Query() query: SenNeedQuery) {
    const { rows, page } = await this.needs.list(ctx, pupilId, query);
    return { data: rows.map(toSenNeedView), page };
  }

  @GetRoute('pupils/:pupilId/sen-needs/:senNeedId', {
    scope: 'pupils:read',
    summary: 'An SEN need',
    errors: ['sensitive-refused'],
    returns: SenNeedView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Param('senNeedId') id: string,
    @Query() _query: ReadQuery,
  ) {
    return toSenNeedView(await this.needs.find(ctx, pupilId, id));
  }

  @CreateRoute('pupils/:pupilId/sen-needs', {
    scope: 'pupils:write',
    summary: 'Add an SEN need',
    description:
      'On each of its days the pupil has a spell of SEN provision K or E; NSA, no specialist assessment, only of K.',
    errors: ['not-found', 'sensitive-refused'],
    location: 'pupils/{pupilId}/sen-needs',
    returns: SenNeedView,
    replay: { entity: SenNeedEntity, view: toSenNeedView },
  })
  async create(@Ctx() ctx: RequestContext, @Param('pupilId') pupilId: string, @Body() dto: CreateSenNeedDto) {
    return toSenNeedView(await this.needs.create(ctx, pupilId, dto));
  }

  @BatchRoute('sen-needs', {
    scope: 'pupils:write',
    summary: 'Add or change up to 1,000 SEN needs',
    description: 'With `match=source` a need whose source key is there already is changed.',
    errors: ['sensitive-refused'],
  })
  @ApiBatchBody(SenNeedItemDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.needs.batch(ctx, dto.items, query);
  }

  @PatchRoute('pupils/:pupilId/sen-needs/:senNeedId', {
    scope: 'pupils:write',
    summary: 'Change an SEN need',
    errors: ['sensitive-refused'],
    returns: SenNeedView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Param('senNeedId') id: string,
    @Body() dto: UpdateSenNeedDto,
  ) {
    return toSenNeedView(await this.needs.update(ctx, pupilId, id, dto));
  }

  @DeleteRoute('pupils/:pupilId/sen-needs/:senNeedId', {
    scope: 'pupils:write',
    summary: 'Remove an SEN need',
    errors: ['sensitive-refused'],
  })
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Param('senNeedId') id: string,
  ) {
    await this.needs.remove(ctx, pupilId, id);
  }
}
