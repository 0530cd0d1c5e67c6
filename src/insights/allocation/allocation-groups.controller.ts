import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { TableRoute } from '../../auth/routes/csv-routes.js';
import { InsightView } from '../insight.view.js';
import { AllocationGroupsQuery } from './allocation-groups.dto.js';
import { AllocationGroupsService } from './allocation-groups.service.js';
import { AllocationGroupView } from './allocation-groups.view.js';

@ApiTags('Insights')
@Controller('api/v1')
export class AllocationGroupsController {
  constructor(private readonly service: AllocationGroupsService) {}

  @TableRoute('insights/allocation-groups', {
    scope: 'insights:read',
    summary: 'Who has a place in an allocation and who has none, by a characteristic',
    description:
      'Needs `sensitive:read` too. How many recommendations of each group’s pupils took part, and which share of them ' +
      'has a place as it stands. Small groups, and shares that would tell of single pupils, are hidden but from staff ' +
      'who may read every pupil of the school.',
    errors: ['sensitive-refused'],
    about: InsightView,
    returns: AllocationGroupView,
  })
  groups(@Ctx() ctx: RequestContext, @Query() query: AllocationGroupsQuery) {
    return this.service.groups(ctx, query);
  }
}
