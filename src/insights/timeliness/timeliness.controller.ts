import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { TableRoute } from '../../auth/routes/csv-routes.js';
import { chosenRows } from '../chosen-rows.js';
import { InsightView } from '../insight.view.js';
import { TimelinessQuery } from './timeliness.dto.js';
import { TimelinessService } from './timeliness.service.js';
import { DelayRowView } from './timeliness.view.js';

@ApiTags('Insights')
@Controller('api/v1')
export class TimelinessController {
  constructor(private readonly timeliness: TimelinessService) {}

  @TableRoute('insights/signal-to-decision', {
    scope: 'insights:read',
    summary: 'Time from signal to decision',
    description:
      'From the instant at which a result was recorded to the first evaluation that used it, and on to the decision: ' +
      'median and quartiles in hours of the recommendations first made in an academic year. Those without a decision ' +
      'are counted.',
    chosen: chosenRows,
    about: InsightView,
    returns: DelayRowView,
  })
  delays(@Ctx() ctx: RequestContext, @Query() query: TimelinessQuery) {
    return this.timeliness.delays(ctx, query);
  }
}
