import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { GetRoute } from '../../auth/routes/route.decorators.js';
import { today } from '../../common/instants.js';
import { DosageService } from './dosage.service.js';
import {
  ReceivedDosageView,
  InterventionAsOfQuery,
  InterventionCostsView,
  toReceivedDosageView,
  toInterventionCostsView,
} from './dosage.view.js';

@ApiTags('Interventions')
@Controller('api/v1/interventions/:interventionId')
export class DosageController {
  constructor(private readonly service: DosageService) {}

  @GetRoute('dosage', {
    scope: 'interventions:read',
    summary: 'What a pupil received of an intervention against what was planned',
    description:
      'Minutes received up to `asOf` over minutes planned: of the provision by the days of the pupil’s place, or the ' +
      'whole of what the kind says where there is no provision. Ending early does not make the plan smaller.',
    returns: ReceivedDosageView,
  })
  async dosage(
    @Ctx() ctx: RequestContext,
    @Param('interventionId') id: string,
    @Query() { asOf = today() }: InterventionAsOfQuery,
  ) {
    return toReceivedDosageView(id, asOf, await this.service.dosage(ctx, id, asOf));
  }

  @GetRoute('costs', {
    scope: 'funding:read',
    summary: 'What a pupil’s place costs: planned, to date, by academic year',
    description: 'The pupil’s part of what the provision costs; see the costs of provisions.',
    returns: InterventionCostsView,
  })
  async costs(
    @Ctx() ctx: RequestContext,
    @Param('interventionId') id: string,
    @Query() { asOf = today() }: InterventionAsOfQuery,
  ) {
    const { row, costs } = await this.service.costs(ctx, id, asOf);
    return toInterventionCostsView(row, asOf, costs);
  }
}
