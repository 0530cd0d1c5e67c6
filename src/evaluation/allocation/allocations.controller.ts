import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import {
  ActionRoute,
  CreateRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { Database } from '../../database/database.js';
import { AllocationConfirmationsService } from './allocation-confirmations.service.js';
import { AllocationRowsService } from './allocation-rows.service.js';
import { AllocationRowView } from './allocation-row.view.js';
import { allocationRowViews, allocationView, allocationViews } from './allocation-views.js';
import {
  AllocationQuery,
  AllocationRowQuery,
  ConfirmAllocationDto,
  CreateAllocationDto,
  UpdateAllocationRowDto,
} from './allocation.dto.js';
import { AllocationEntity } from './allocation.entity.js';
import { AllocationView } from './allocation.view.js';
import { AllocationsService } from './allocations.service.js';

@ApiTags('Allocations')
@Controller('api/v1')
export class AllocationsController {
  constructor(
    private readonly allocations: AllocationsService,
    private readonly rows: AllocationRowsService,
    private readonly confirmations: AllocationConfirmationsService,
    private readonly database: Database,
  ) {}

  @CreateRoute('allocations', {
    scope: 'recommendations:decide',
    summary: 'Have a policy give out the places of a period',
    description:
      'Needs the scope `evaluations:run` too. Puts the open recommendations of waves 2 and 3, the free places of the ' +
      'period and the money before a policy of the kind `allocation`, once, and keeps its order with the reasons, and ' +
      'what is not funded and why. What an EHC plan specifies comes first. An open allocation of the same policy and ' +
      'period is superseded. Nobody has a place until a person confirms.',
    derived: true,
    returns: AllocationView,
    replay: { entity: AllocationEntity, view: allocationView },
    errors: ['plugin-refused'],
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateAllocationDto) {
    return allocationView(await this.allocations.create(ctx, dto), ctx, this.database);
  }

  @ListRoute('allocations', {
    scope: 'recommendations:read',
    summary: 'Allocations of places',
    returns: AllocationView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: AllocationQuery) {
    const { rows, page } = await this.allocations.list(ctx, query);
    return { data: await allocationViews(this.database, rows, ctx), page };
  }

  @GetRoute('allocations/:allocationId', {
    scope: 'recommendations:read',
    summary: 'An allocation of places',
    derived: true,
    returns: AllocationView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('allocationId') id: string, @Query() _query: ReadQuery) {
    return allocationView(await this.allocations.find(ctx, id), ctx, this.database);
  }

  @ActionRoute('allocations/:allocationId/confirmation', {
    scope: 'recommendations:decide',
    staff: true,
    summary: 'Confirm an allocation, as a named member of staff',
    description:
      'Takes every place in one transaction, or none. The body names each row that has a place, with the version in ' +
      'which it was read and the person’s own reason for this pupil: each is decided as a recommendation is, by this ' +
      'person. A row that changed since, a recommendation that was decided or withdrawn, a group that is full and a ' +
      'budget that is spent by now refuse the whole with an error at the row. Where reasons are sensitive, confirming ' +
      'needs `sensitive:read` too. What has no place stays an open recommendation.',
    status: 200,
    returns: AllocationView,
    replay: { entity: AllocationEntity, view: allocationView },
    errors: ['transition-refused', 'sensitive-refused', 'precondition-failed'],
  })
  async confirm(
    @Ctx() ctx: RequestContext,
    @Param('allocationId') id: string,
    @Body() dto: ConfirmAllocationDto,
  ) {
    return allocationView(await this.confirmations.confirm(ctx, id, dto), ctx, this.database);
  }

  @ListRoute('allocation-rows', {
    scope: 'recommendations:read',
    summary: 'Recommendations in allocations: who has a place, who has none, and why',
    returns: AllocationRowView,
  })
  async listRows(@Ctx() ctx: RequestContext, @Query() query: AllocationRowQuery) {
    const { rows, page } = await this.rows.list(ctx, query);
    return { data: await allocationRowViews(this.database, rows, ctx), page };
  }

  @GetRoute('allocation-rows/:allocationRowId', {
    scope: 'recommendations:read',
    summary: 'A recommendation in an allocation',
    derived: true,
    returns: AllocationRowView,
  })
  async findRow(
    @Ctx() ctx: RequestContext,
    @Param('allocationRowId') id: string,
    @Query() _query: ReadQuery,
  ) {
    const row = await this.rows.find(ctx, id);
    return (await allocationRowViews(this.database, [row], ctx))[0];
  }

  @PatchRoute('allocation-rows/:allocationRowId', {
    scope: 'recommendations:decide',
    staff: true,
    summary: 'Move or withhold a row of an open allocation, with a reason',
    description: 'What the policy proposed stays in `proposed`, beside what the person made of it.',
    derived: true,
    returns: AllocationRowView,
    errors: ['transition-refused', 'sensitive-refused'],
  })
  async changeRow(
    @Ctx() ctx: RequestContext,
    @Param('allocationRowId') id: string,
    @Body() dto: UpdateAllocationRowDto,
  ) {
    const row = await this.rows.change(ctx, id, dto);
    return (await allocationRowViews(this.database, [row], ctx))[0];
  }
}
