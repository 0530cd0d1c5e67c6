import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, GetRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { GroupEntity } from '../../pupils/groups/group.entity.js';
import { GroupView, toGroupView } from '../../pupils/groups/group.view.js';
import { MakeGroupDto, SuggestedGroupQuery } from './suggested-group.dto.js';
import { SuggestedGroupView } from './suggested-group.view.js';
import { SuggestedGroupsService } from './suggested-groups.service.js';

@ApiTags('Differentiation')
@Controller('api/v1')
export class SuggestedGroupsController {
  constructor(private readonly suggestions: SuggestedGroupsService) {}

  @ListRoute('suggested-groups', {
    scope: 'recommendations:read',
    summary: 'Groups that policies suggest out of groups that they were asked about',
    description: 'A teacher sees those with pupils taught today, and of their pupils these.',
    returns: SuggestedGroupView,
  })
  list(@Ctx() ctx: RequestContext, @Query() query: SuggestedGroupQuery) {
    return this.suggestions.list(ctx, query);
  }

  @GetRoute('suggested-groups/:suggestedGroupId', {
    scope: 'recommendations:read',
    summary: 'A group that a policy suggests',
    returns: SuggestedGroupView,
  })
  find(@Ctx() ctx: RequestContext, @Param('suggestedGroupId') id: string, @Query() _query: ReadQuery) {
    return this.suggestions.find(ctx, id);
  }

  @CreateRoute('suggested-groups/:suggestedGroupId/group', {
    scope: 'recommendations:decide',
    staff: true,
    summary: 'Make a group of a suggestion, as a named member of staff',
    description:
      'An intervention group, or a teaching group, of all who are suggested or of some, so never of more than the ' +
      'capacity that was asked with. Who teaches it is said by `/groups/{groupId}/teachers`.',
    location: 'groups',
    returns: GroupView,
    replay: { entity: GroupEntity, view: toGroupView },
    errors: ['not-found', 'sensitive-refused', 'transition-refused'],
  })
  async makeGroup(
    @Ctx() ctx: RequestContext,
    @Param('suggestedGroupId') id: string,
    @Body() dto: MakeGroupDto,
  ) {
    return toGroupView(await this.suggestions.makeGroup(ctx, id, dto));
  }
}
