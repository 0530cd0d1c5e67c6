import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { GetRoute } from '../../auth/routes/route.decorators.js';
import { academicYearOf } from '../../common/dates.js';
import { today } from '../../common/instants.js';
import { ProvisionCostsService } from './provision-costs.service.js';
import { PupilCostsService } from './pupil-costs.service.js';
import { PupilCostsQuery, PupilCostsView } from './pupil-costs.view.js';
import { CostsQuery, ProvisionCostsView, toProvisionCostsView } from './provision-costs.view.js';

@ApiTags('Funding')
@Controller('api/v1')
export class ProvisionCostsController {
  constructor(
    private readonly costs: ProvisionCostsService,
    private readonly ofPupils: PupilCostsService,
  ) {}

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

  @GetRoute('pupils/:pupilId/costs', {
    scope: 'funding:read',
    summary:
      'What a pupil’s places in provisions cost in an academic year, against the £6,000 that the school meets',
    description:
      'The planned cost that falls in the year, of every place that is or was agreed. Of what is additional to what ' +
      'is made for all (waves 2 and 3) the school meets the first £6,000 a year from its own budget; what goes beyond ' +
      'may be met by high-needs top-up. It is no test of whether a pupil is to be assessed for a plan, and says ' +
      'nothing of a pupil without special educational needs.',
    returns: PupilCostsView,
  })
  pupil(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') id: string,
    @Query() { academicYear = academicYearOf(today()) }: PupilCostsQuery,
  ) {
    return this.ofPupils.of(ctx, id, academicYear);
  }
}
