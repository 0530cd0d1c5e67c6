import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { ActionRoute, CreateRoute, GetRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { ReadQuery } from '../../common/paging/list.dto.js';
import { AgreementQuery, CreateAgreementDto, WithdrawAgreementDto } from './agreement.dto.js';
import { AgreementEntity } from './agreement.entity.js';
import { AgreementView, toAgreementView } from './agreement.view.js';
import { AgreementsService } from './agreements.service.js';

const REPLAY = { entity: AgreementEntity, view: toAgreementView };

@ApiTags('Targets')
@Controller('api/v1/targets/:targetId')
export class AgreementsController {
  constructor(private readonly agreements: AgreementsService) {}

  @ListRoute('agreements', {
    scope: 'targets:read',
    summary: 'What pupil, parents and staff said to a target',
    errors: ['not-found'],
    returns: AgreementView,
  })
  async list(
    @Ctx() ctx: RequestContext,
    @Param('targetId') targetId: string,
    @Query() query: AgreementQuery,
  ) {
    const { rows, page } = await this.agreements.list(ctx, targetId, query);
    return { data: rows.map((row) => toAgreementView(row, ctx)), page };
  }

  @GetRoute('agreements/:agreementId', {
    scope: 'targets:read',
    summary: 'An agreement',
    returns: AgreementView,
  })
  async find(
    @Ctx() ctx: RequestContext,
    @Param('targetId') targetId: string,
    @Param('agreementId') id: string,
    @Query() _query: ReadQuery,
  ) {
    return toAgreementView(await this.agreements.find(ctx, targetId, id), ctx);
  }

  @CreateRoute('agreements', {
    scope: 'targets:write',
    summary: 'Record what somebody said to a target',
    description:
      'By the pupil, a parent or a member of staff, with its date and who recorded it: the person who signed in, or ' +
      'the member of staff whom a program names. `disagrees` is kept too. Of each party the latest counts.',
    errors: ['not-found', 'conflict'],
    location: 'targets/{targetId}/agreements',
    returns: AgreementView,
    replay: REPLAY,
  })
  async create(
    @Ctx() ctx: RequestContext,
    @Param('targetId') targetId: string,
    @Body() dto: CreateAgreementDto,
  ) {
    return toAgreementView(await this.agreements.create(ctx, targetId, dto), ctx);
  }

  @ActionRoute('agreements/:agreementId/withdrawal', {
    scope: 'targets:write',
    summary: 'Take an agreement back',
    description: 'It stays, with the date, the reason and who recorded that. The target keeps its status.',
    status: 200,
    returns: AgreementView,
    replay: REPLAY,
  })
  async withdraw(
    @Ctx() ctx: RequestContext,
    @Param('targetId') targetId: string,
    @Param('agreementId') id: string,
    @Body() dto: WithdrawAgreementDto,
  ) {
    return toAgreementView(await this.agreements.withdraw(ctx, targetId, id, dto), ctx);
  }
}
