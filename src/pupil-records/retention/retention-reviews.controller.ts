import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ctx, type RequestContext } from '../../auth/request-context.js';
import { CreateRoute, ListRoute } from '../../auth/routes/route.decorators.js';
import { ErasureEntity } from '../erasure/erasure.entity.js';
import { ErasureView, toErasureView } from '../erasure/erasure.view.js';
import { DisposalsService } from './disposals.service.js';
import { CreateDisposalDto, RetentionReviewQuery } from './retention-review.dto.js';
import { RetentionReviewView } from './retention-review.view.js';
import { RetentionReviewsService } from './retention-reviews.service.js';

@ApiTags('Pupil records')
@Controller('api/v1')
export class RetentionReviewsController {
  constructor(
    private readonly reviews: RetentionReviewsService,
    private readonly disposals: DisposalsService,
  ) {}

  @ListRoute('schools/:schoolId/retention-reviews', {
    scope: 'records:read',
    summary: 'What of a school’s records is due for disposal',
    description:
      'Pupils who have left, with each kind of record of which something is due, longest due first. Nothing is ' +
      'disposed of by itself: a person decides, with `POST /pupils/{pupilId}/disposals`. Needs `sensitive:read` too: ' +
      'that there are SEN records says something.',
    returns: RetentionReviewView,
    errors: ['not-found'],
  })
  list(
    @Ctx() ctx: RequestContext,
    @Param('schoolId') schoolId: string,
    @Query() query: RetentionReviewQuery,
  ) {
    return this.reviews.page(ctx, schoolId, query);
  }

  @CreateRoute('pupils/:pupilId/disposals', {
    scope: 'records:manage',
    staff: true,
    summary: 'Dispose of what is due of a kind of a pupil’s record, for good',
    description:
      'What is due today is erased with its history, in one transaction; what is not due yet stays. The kind ' +
      '`pupil-record` falls due last and is the erasure of everything. Refused with `not-due`, with `conflict` under ' +
      'a legal hold, and with `run-active` while a run goes on at the school.',
    location: 'erasures',
    returns: ErasureView,
    replay: { entity: ErasureEntity, view: toErasureView },
    errors: ['not-found', 'not-due', 'conflict', 'run-active'],
  })
  async dispose(@Ctx() ctx: RequestContext, @Param('pupilId') id: string, @Body() dto: CreateDisposalDto) {
    return toErasureView(await this.disposals.dispose(ctx, id, dto));
  }
}
