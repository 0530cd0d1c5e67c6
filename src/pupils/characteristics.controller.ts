import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import {
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  DeleteRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../auth/routes/route.decorators.js';
import { BatchDto, BatchQuery } from '../common/http/batch.dto.js';
import { ReadQuery } from '../common/paging/list.dto.js';
import { CharacteristicEntity } from './characteristic.entity.js';
import { CharacteristicView, toCharacteristicView } from './characteristic.view.js';
import { CharacteristicsService } from './characteristics.service.js';
import {
  CharacteristicItemDto,
  CharacteristicQuery,
  CreateCharacteristicDto,
  UpdateCharacteristicDto,
} from './spell.dto.js';

@ApiTags('Pupils')
@Controller('api/v1')
export class CharacteristicsController {
  constructor(private readonly characteristics: CharacteristicsService) {}

  @ListRoute('pupils/:pupilId/characteristics', {
    scope: 'pupils:read',
    summary: 'Characteristics of a pupil',
    errors: ['not-found'],
    returns: CharacteristicView,
  })
  async list(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Query() query: CharacteristicQuery,
  ) {
    const { rows, page } = await this.characteristics.list(ctx, pupilId, query);
    return { data: rows.map(toCharacteristicView), page };
  }

  @GetRoute('pupils/:pupilId/characteristics/:characteristicId', {
    scope: 'pupils:read',
    summary: 'A spell of a characteristic',
    errors: ['sensitive-refused'],
    returns: CharacteristicView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Param('characteristicId') id: string,
    @Query() _query: ReadQuery,
  ) {
    return toCharacteristicView(await this.characteristics.find(ctx, pupilId, id));
  }

  @CreateRoute('pupils/:pupilId/characteristics', {
    scope: 'pupils:write',
    summary: 'Add a spell of a characteristic',
    errors: ['not-found', 'sensitive-refused'],
    location: 'pupils/{pupilId}/characteristics',
    returns: CharacteristicView,
    replay: { entity: CharacteristicEntity, view: toCharacteristicView },
  })
  async create(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Body() dto: CreateCharacteristicDto,
  ) {
    return toCharacteristicView(await this.characteristics.create(ctx, pupilId, dto));
  }

  @BatchRoute('characteristics', {
    scope: 'pupils:write',
    summary: 'Add or change up to 1,000 spells of characteristics',
    description: 'With `match=source` a spell whose source key is there already is changed.',
    errors: ['sensitive-refused'],
  })
  @ApiBatchBody(CharacteristicItemDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.characteristics.batch(ctx, dto.items, query);
  }

  @PatchRoute('pupils/:pupilId/characteristics/:characteristicId', {
    scope: 'pupils:write',
    summary: 'Change a spell of a characteristic',
    errors: ['sensitive-refused'],
    returns: CharacteristicView,
  })
  async update(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Param('characteristicId') id: string,
    @Body() dto: UpdateCharacteristicDto,
  ) {
    return toCharacteristicView(await this.characteristics.update(ctx, pupilId, id, dto));
  }

  @DeleteRoute('pupils/:pupilId/characteristics/:characteristicId', {
    scope: 'pupils:write',
    summary: 'Remove a spell of a characteristic',
    errors: ['sensitive-refused'],
  })
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Param('characteristicId') id: string,
  ) {
    await this.characteristics.remove(ctx, pupilId, id);
  }
}
