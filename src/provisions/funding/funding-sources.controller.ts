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
import { CreateFundingSourceDto, FundingSourceQuery, UpdateFundingSourceDto } from './funding-source.dto.js';
import { FundingSourceEntity } from './funding-source.entity.js';
import { FundingSourceView, toFundingSourceView } from './funding-source.view.js';
import { FundingSourcesService } from './funding-sources.service.js';

@ApiTags('Funding')
@Controller('api/v1')
export class FundingSourcesController {
  constructor(private readonly sources: FundingSourcesService) {}

  @ListRoute('funding-sources', {
    scope: 'funding:read',
    summary: 'Where schools’ money for provision comes from',
    returns: FundingSourceView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: FundingSourceQuery) {
    const { rows, page } = await this.sources.list(ctx, query);
    return { data: rows.map(toFundingSourceView), page };
  }

  @GetRoute('funding-sources/:fundingSourceId', {
    scope: 'funding:read',
    summary: 'A funding source',
    returns: FundingSourceView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('fundingSourceId') id: string, @Query() _query: ReadQuery) {
    return toFundingSourceView(await this.sources.find(ctx, id));
  }

  @CreateRoute('funding-sources', {
    scope: 'funding:write',
    summary: 'Add a funding source',
    returns: FundingSourceView,
    replay: { entity: FundingSourceEntity, view: toFundingSourceView },
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateFundingSourceDto) {
    return toFundingSourceView(await this.sources.create(ctx, dto));
  }

  @BatchRoute('funding-sources', {
    scope: 'funding:write',
    summary: 'Add or change up to 1,000 funding sources',
    description: 'With `match=source` one whose source key is there already changes.',
  })
  @ApiBatchBody(CreateFundingSourceDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.sources.batch(ctx, dto.items, query);
  }

  @PatchRoute('funding-sources/:fundingSourceId', {
    scope: 'funding:write',
    summary: 'Change a funding source',
    returns: FundingSourceView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('fundingSourceId') id: string,
    @Body() dto: UpdateFundingSourceDto,
  ) {
    return toFundingSourceView(await this.sources.update(ctx, id, dto));
  }

  @DeleteRoute('funding-sources/:fundingSourceId', {
    scope: 'funding:write',
    summary: 'Remove a funding source that pays for nothing and has no budget',
  })
  async remove(@Ctx() ctx: RequestContext, @Param('fundingSourceId') id: string) {
    await this.sources.remove(ctx, id);
  }
}
