import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { GetRoute } from '../../auth/routes/route.decorators.js';
import { today } from '../../common/instants.js';
import { EverSixQuery } from './ever-six.dto.js';
import { EverSixService } from './ever-six.service.js';
import { EverSixView, toEverSixView } from './ever-six.view.js';

@ApiTags('Pupils')
@Controller('api/v1')
export class EverSixController {
  constructor(private readonly everSix: EverSixService) {}

  @GetRoute('pupils/:pupilId/ever-6', {
    scope: 'pupils:read',
    summary: 'Whether a pupil counts as Ever-6',
    description:
      'Recorded as disadvantaged by free school meals (`fsmDisadvantage`) on any school census day of the six years to ' +
      'the funding census, in reception to Y11. Incomplete history is unknown, never no. Sensitive.',
    errors: ['sensitive-refused'],
    returns: EverSixView,
  })
  async derive(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Query() { asOf = today() }: EverSixQuery,
  ) {
    const { pupil, everSix } = await this.everSix.derive(ctx, pupilId, asOf);
    return toEverSixView(pupil, asOf, everSix);
  }
}
