import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { TableRoute } from '../../auth/routes/csv-routes.js';
import { chosenRows } from '../chosen-rows.js';
import { InsightView } from '../insight.view.js';
import { CoverageQuery, TrajectoryStatusQuery } from './progress.dto.js';
import { CoverageRowView, TrajectoryStatusRowView } from './progress.view.js';
import { ProgressService } from './progress.service.js';

@ApiTags('Insights')
@Controller('api/v1')
export class ProgressController {
  constructor(private readonly progress: ProgressService) {}

  @TableRoute('insights/trajectory-status', {
    scope: 'insights:read',
    summary: 'How pupils stand on the trajectories to their targets',
    description:
      'Of the active targets of the pupils on the roll, for each year, subject and framework version, how many are ' +
      'judged above, on and below, how many have no result since the baseline or cannot be judged, and how many of ' +
      'the judgements rest on a result of more than 180 days ago.',
    errors: ['staff-required'],
    chosen: chosenRows,
    about: InsightView,
    returns: TrajectoryStatusRowView,
  })
  trajectoryStatus(@Ctx() ctx: RequestContext, @Query() query: TrajectoryStatusQuery) {
    return this.progress.trajectoryStatus(ctx, query);
  }

  @TableRoute('insights/coverage', {
    scope: 'insights:read',
    summary: 'Support of pupils below trajectory',
    description:
      'Of the pupils who are judged below in a subject, how many have an agreed or active intervention in it (or in no ' +
      'subject), only an open plan, or neither; and by which features of personalised learning they are supported.',
    errors: ['staff-required'],
    chosen: chosenRows,
    about: InsightView,
    returns: CoverageRowView,
  })
  coverage(@Ctx() ctx: RequestContext, @Query() query: CoverageQuery) {
    return this.progress.coverage(ctx, query);
  }
}
