import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { ListRoute } from '../../auth/routes/route.decorators.js';
import { TimelineQuery } from './timeline.dto.js';
import { TimelineService } from './timeline.service.js';
import { TimelineEntryView } from './timeline.view.js';

@ApiTags('Pupil records')
@Controller('api/v1/pupils/:pupilId')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  @ListRoute('timeline', {
    scope: 'pupils:read',
    summary: 'Everything about a pupil, in the order of dates',
    description:
      'Entries of every kind that the token may see: those of a resource whose scope it lacks, and sensitive ones ' +
      'without `sensitive:read`, are left out, and refused where `kinds` names them; of recommendations and decisions that are `sensitive`, what tells why is left ' +
      'out. Oldest first; `sort=-date` for ' +
      'newest first. What is due stands on the day it is due.',
    errors: ['not-found', 'scope-missing'],
    returns: TimelineEntryView,
  })
  list(@Ctx() ctx: RequestContext, @Param('pupilId') pupilId: string, @Query() query: TimelineQuery) {
    return this.timeline.page(ctx, pupilId, query);
  }
}
