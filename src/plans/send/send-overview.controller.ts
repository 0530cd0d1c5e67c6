import { Controller, Param, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { GetRoute } from '../../auth/routes/route.decorators.js';
import { SensitiveGuard } from '../../auth/sensitive.guard.js';
import { today } from '../../common/instants.js';
import { SendOverviewQuery } from './send-overview.dto.js';
import { SendOverviewService } from './send-overview.service.js';
import { sendOverviewOf } from './send-overview.js';
import { SendOverviewView } from './send-overview.view.js';

@ApiTags('Plans')
@UseGuards(SensitiveGuard)
@Controller('api/v1')
export class SendOverviewController {
  constructor(private readonly overviews: SendOverviewService) {}

  @GetRoute('pupils/:pupilId/send', {
    scope: 'plans:read',
    summary: 'How a pupil’s SEND support stands',
    description:
      'SEN provision, open plans, every cycle with its outcomes, meetings with parents against three a year, the EHC ' +
      'plan’s dates, and what needs attention, on `asOf`. The same for the same data and date.',
    errors: ['sensitive-refused'],
    returns: SendOverviewView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Query() { asOf = today() }: SendOverviewQuery,
  ) {
    return sendOverviewOf(await this.overviews.facts(ctx, pupilId), asOf);
  }
}
