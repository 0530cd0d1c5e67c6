import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { ListRoute } from '../../auth/routes/route.decorators.js';
import { LeaverQuery } from './leaver.dto.js';
import { LeaverView } from './leaver.view.js';
import { LeaversService } from './leavers.service.js';

@ApiTags('Pupil records')
@Controller('api/v1')
export class LeaversController {
  constructor(private readonly leavers: LeaversService) {}

  @ListRoute('leavers', {
    scope: 'pupils:read',
    summary: 'Pupils who have left and of whom something is still open',
    description:
      'Places in groups, SEN provision K or E, plans that are not closed, referrals under way, interventions that are ' +
      'proposed, agreed or active, targets that are not met, missed or withdrawn, and recommendations that wait for a ' +
      'decision. Nothing ends by itself when a pupil leaves: `end` is the request by which a person ends it. Kinds ' +
      'whose scope the token lacks, and sensitive ones (sen, plan, referral) without `sensitive:read`, are left out, ' +
      'and refused where `kinds` names them. Targets and recommendations have no day on which they ended: `knownAt` ' +
      'tells how they stood.',
    errors: ['scope-missing'],
    returns: LeaverView,
  })
  list(@Ctx() ctx: RequestContext, @Query() query: LeaverQuery) {
    return this.leavers.page(ctx, query);
  }
}
