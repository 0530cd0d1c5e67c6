import { Body, Controller, Param, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../auth/request-context.js';
import {
  ActionRoute,
  ApiBatchBody,
  BatchRoute,
  CreateRoute,
  GetRoute,
  ListRoute,
  PatchRoute,
} from '../auth/routes/route.decorators.js';
import { SensitiveGuard } from '../auth/sensitive.guard.js';
import { BatchDto, BatchQuery } from '../common/http/batch.dto.js';
import { ReadQuery } from '../common/paging/list.dto.js';
import {
  ConsentWithdrawalDto,
  CreateReferralDto,
  ReferralQuery,
  ReferralTransitionDto,
  UpdateReferralDto,
} from './referral.dto.js';
import { ReferralEntity } from './referral.entity.js';
import { ReferralView, toReferralView } from './referral.view.js';
import { ReferralsService } from './referrals.service.js';

const REPLAY = { entity: ReferralEntity, view: toReferralView };

@ApiTags('Referrals')
@UseGuards(SensitiveGuard)
@Controller('api/v1')
export class ReferralsController {
  constructor(private readonly referrals: ReferralsService) {}

  @ListRoute('referrals', {
    scope: 'referrals:read',
    summary: 'Referrals to outside services',
    returns: ReferralView,
  })
  async list(@Ctx() ctx: RequestContext, @Query() query: ReferralQuery) {
    const { rows, page } = await this.referrals.list(ctx, query);
    return { data: rows.map(toReferralView), page };
  }

  @GetRoute('referrals/:referralId', {
    scope: 'referrals:read',
    summary: 'A referral',
    errors: ['sensitive-refused'],
    returns: ReferralView,
  })
  async find(@Ctx() ctx: RequestContext, @Param('referralId') id: string, @Query() _query: ReadQuery) {
    return toReferralView(await this.referrals.find(ctx, id));
  }

  @CreateRoute('referrals', {
    scope: 'referrals:write',
    summary: 'Add a referral',
    description:
      'Consent is given before it is sent, by a parent, the pupil or the local authority that has care; social care ' +
      'alone may be told without it, with the reason.',
    errors: ['sensitive-refused'],
    returns: ReferralView,
    replay: REPLAY,
  })
  async create(@Ctx() ctx: RequestContext, @Body() dto: CreateReferralDto) {
    return toReferralView(await this.referrals.create(ctx, dto));
  }

  @BatchRoute('referrals', {
    scope: 'referrals:write',
    summary: 'Add or change up to 1,000 referrals',
    description:
      'With `match=source` a referral whose source key is there already changes as far as its status lets it; its ' +
      'status may be several steps further.',
    errors: ['sensitive-refused'],
  })
  @ApiBatchBody(CreateReferralDto)
  batch(@Ctx() ctx: RequestContext, @Body() dto: BatchDto, @Query() query: BatchQuery) {
    return this.referrals.batch(ctx, dto.items, query);
  }

  @PatchRoute('referrals/:referralId', {
    scope: 'referrals:write',
    summary: 'Change a referral',
    description:
      'A draft changes as a whole. Once it is sent, its lead, its plan and the agency’s reference do.',
    errors: ['conflict', 'sensitive-refused'],
    returns: ReferralView,
  })
  async update(@Ctx() ctx: RequestContext, @Param('referralId') id: string, @Body() dto: UpdateReferralDto) {
    return toReferralView(await this.referrals.update(ctx, id, dto));
  }

  @ActionRoute('referrals/:referralId/transitions', {
    scope: 'referrals:write',
    staff: true,
    summary: 'Take the next step in the life of a referral',
    description: 'draft → sent → accepted → active → closed; sent → declined. None is sent without consent.',
    status: 200,
    errors: ['sensitive-refused', 'transition-refused', 'precondition-failed'],
    returns: ReferralView,
    replay: REPLAY,
  })
  async transition(
    @Ctx() ctx: RequestContext,
    @Param('referralId') id: string,
    @Body() dto: ReferralTransitionDto,
  ) {
    return toReferralView(await this.referrals.transition(ctx, id, dto));
  }

  @ActionRoute('referrals/:referralId/consent-withdrawal', {
    scope: 'referrals:write',
    staff: true,
    summary: 'Withdraw consent',
    description: 'Closes a referral that is under way; a draft cannot be sent until consent is given again.',
    status: 200,
    errors: ['sensitive-refused', 'precondition-failed'],
    returns: ReferralView,
    replay: REPLAY,
  })
  async withdrawConsent(
    @Ctx() ctx: RequestContext,
    @Param('referralId') id: string,
    @Body() dto: ConsentWithdrawalDto,
  ) {
    return toReferralView(await this.referrals.withdrawConsent(ctx, id, dto));
  }
}
