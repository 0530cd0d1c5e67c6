import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { TableRoute } from '../../auth/routes/csv-routes.js';
import { chosenRows } from '../chosen-rows.js';
import { InsightView } from '../insight.view.js';
import { GapQuery } from './gap.dto.js';
import { GapRowView } from './gap.view.js';
import { GapsService } from './gaps.service.js';

@ApiTags('Insights')
@Controller('api/v1')
export class GapsController {
  constructor(private readonly service: GapsService) {}

  @TableRoute('insights/gaps', {
    scope: 'insights:read',
    summary: 'Attainment gaps between groups',
    description:
      'For each year, subject and framework version: of each group by one characteristic the number of pupils, the ' +
      'mean of their latest results, the share at the expectation, the gap to all others with its effect size and ' +
      '95 % interval, and the change since the release before or, with `since`, since an earlier day. Who may not read every pupil of the school as one of ' +
      'its staff sees what is released, small groups hidden. Needs `sensitive:read` too.',
    errors: ['sensitive-refused', 'staff-required'],
    chosen: chosenRows,
    about: InsightView,
    returns: GapRowView,
  })
  gaps(@Ctx() ctx: RequestContext, @Query() query: GapQuery) {
    return this.service.gaps(ctx, query);
  }
}
