import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { GetRoute } from '../../auth/routes/route.decorators.js';
import { today } from '../../common/instants.js';
import { GoodLevelQuery } from './good-level.dto.js';
import { GoodLevelService } from './good-level.service.js';
import { GoodLevelView, toGoodLevelView } from './good-level.view.js';

@ApiTags('Assessments')
@Controller('api/v1')
export class GoodLevelController {
  constructor(private readonly goodLevels: GoodLevelService) {}

  @GetRoute('pupils/:pupilId/good-level-of-development', {
    scope: 'assessments:read',
    summary: 'Whether a pupil has a good level of development',
    description:
      'Expected in the twelve early learning goals of communication and language, personal, social and emotional ' +
      'development, physical development, literacy and mathematics, by the newest result of each in version 1 of ' +
      '`eyfs-elg`. One that is emerging makes it false; else one that is missing leaves it unknown, null.',
    returns: GoodLevelView,
  })
  async judge(
    @Ctx() ctx: RequestContext,
    @Param('pupilId') pupilId: string,
    @Query() { asOf = today() }: GoodLevelQuery,
  ) {
    const { pupil, goodLevel } = await this.goodLevels.judge(ctx, pupilId, asOf);
    return toGoodLevelView(pupil, asOf, goodLevel);
  }
}
