import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { TableRoute } from '../../auth/routes/csv-routes.js';
import { InsightView } from '../insight.view.js';
import { SpendQuery } from './spend.dto.js';
import { SpendService } from './spend.service.js';
import { SpendRowView } from './spend.view.js';

@ApiTags('Insights')
@Controller('api/v1')
export class SpendController {
  constructor(private readonly service: SpendService) {}

  @TableRoute('insights/spend', {
    scope: 'insights:read',
    summary: 'Spending on provision against budgets',
    description:
      'By funding source and category of provision: planned and to date, in the period of the budget that is in force ' +
      'on `asOf`, or in the academic year where there is none. A row without a category is the sum, held against the ' +
      'budget. What is left of a ring-fenced source meets nothing else.',
    about: InsightView,
    returns: SpendRowView,
  })
  spend(@Ctx() ctx: RequestContext, @Query() query: SpendQuery) {
    return this.service.spend(ctx, query);
  }
}
