import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { GetRoute } from '../../auth/routes/route.decorators.js';
import { today } from '../../common/instants.js';
import { ProvisionCostsService } from './provision-costs.service.js';
import { CostsQuery, ProvisionCostsView, toProvisionCostsView } from './provision-costs.view.js';

@ApiTags('Funding')
@Controller('api/v1')
export class ProvisionCostsController {
  constructor(private readonly costs: ProvisionCostsService) {}

  @GetRoute('provisions/:provisionId/costs', {
    scope: 'funding:read',
    summary: 'What a provision costs: planned, to date, by year, by pupil, by funding source',
    description:
      'To date: sessions held up to `asOf` at the rate, each shared by the pupils with a place that day, and fixed ' +
      'and resource costs by the days gone. In whole pence; parts sum to the whole, and the pence that are left ' +
      'over go to the largest remainders.',
    returns: ProvisionCostsView,
  })
  async of(
    @Ctx() ctx: RequestContext,
    @Param('provisionId') id: string,
    @Query() { asOf = today() }: CostsQuery,
  ) {
    const { row, facts, costs } = await this.costs.of(ctx, id, asOf);
    return toProvisionCostsView(facts, row.capacity, asOf, costs);
  }
}
