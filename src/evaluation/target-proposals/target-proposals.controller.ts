import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { Database } from '../../database/database.js';
import { targetSetViews } from '../../targets/sets/set-views.js';
import { TargetSetEntity } from '../../targets/sets/target-set.entity.js';
import { TargetSetView } from '../../targets/sets/target-set.view.js';
import { ProposeTargetSetDto, TargetProposalQuery } from './target-proposal.dto.js';
import { PupilProposalView, toPupilProposalView } from './target-proposal.view.js';
import { TargetProposalsService } from './target-proposals.service.js';

@ApiTags('Targets')
@Controller('api/v1')
export class TargetProposalsController {
  constructor(
    private readonly proposals: TargetProposalsService,
    private readonly database: Database,
  ) {}

  @CreateRoute('target-sets::propose', {
    scope: 'targets:write',
    summary: 'Have a policy propose targets for a cohort',
    description:
      'Needs the scope `evaluations:run` too. Puts each pupil of a year group or a group before a policy of the kind ' +
      '`target` and makes a draft of what it proposes, with its reason and evidence. Nobody with an agreed or active ' +
      'target in the subject and framework, or with a draft, gets another; everybody without one is told with the ' +
      'reason (`GET /target-sets/{targetSetId}/proposals`). Look the drafts through (`/targets?targetSetId=`), change ' +
      'single ones with a reason, agree to them or withdraw them, as in every set.',
    derived: true,
    location: 'target-sets',
    returns: TargetSetView,
    replay: { entity: TargetSetEntity, view: viewOf },
    errors: ['plugin-refused'],
  })
  async propose(@Ctx() ctx: RequestContext, @Body() dto: ProposeTargetSetDto) {
    return viewOf(await this.proposals.propose(ctx, dto), ctx, this.database);
  }

  @ListRoute('target-sets/:targetSetId/proposals', {
    scope: 'targets:read',
    summary: 'What each pupil of a set got from its policy',
    description: 'Nobody, where a rule drafted the targets.',
    returns: PupilProposalView,
    errors: ['not-found'],
  })
  async list(
    @Ctx() ctx: RequestContext,
    @Param('targetSetId') id: string,
    @Query() query: TargetProposalQuery,
  ) {
    const { rows, page, contradicted } = await this.proposals.list(ctx, id, query);
    const data = rows.map((it) => toPupilProposalView(it, contradicted.get(it.pupilId) ?? null));
    return { data, page };
  }
}

async function viewOf(
  row: TargetSetEntity,
  { knownAt }: RequestContext,
  database: Database,
): Promise<TargetSetView> {
  return (await targetSetViews(database, [row], knownAt))[0]!;
}
