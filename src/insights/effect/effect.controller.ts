import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { TableRoute } from '../../auth/routes/csv-routes.js';
import { InsightView } from '../insight.view.js';
import { EffectQuery } from './effect.dto.js';
import { EffectService } from './effect.service.js';
import { EffectRowView } from './effect.view.js';

@ApiTags('Insights')
@Controller('api/v1')
export class EffectController {
  constructor(private readonly service: EffectService) {}

  @TableRoute('insights/provision-effect', {
    scope: 'insights:read',
    summary: 'Progress of pupils in provision, against what was expected',
    description:
      'For each kind of provision and framework version: the mean gain from entry to exit measure beyond what the ' +
      'pupils’ targets expected between those dates, with its 95 % t-interval, and the cost of a point. Only for staff ' +
      'who may read every pupil of the school. It does not show that the provision caused the gain.',
    errors: ['staff-required'],
    about: InsightView,
    returns: EffectRowView,
  })
  effect(@Ctx() ctx: RequestContext, @Query() query: EffectQuery) {
    return this.service.effect(ctx, query);
  }
}
