import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { DomainError } from '../../common/errors/domain-error.js';
import type { ListQuery } from '../../common/paging/list.dto.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { findPart, lockPart } from '../find-part.js';
import { lockPlan } from '../lock-plan.js';
import { PlanEntity } from '../plan.entity.js';
import { pupilsOf } from '../../pupils/pupils-of.js';
import type { CreatePlanReviewDto, SignReviewDto, UpdatePlanReviewDto } from './plan-review.dto.js';
import { PlanReviewEntity } from './plan-review.entity.js';
import { checkPrepared, preparedMembers } from './prepare-review.js';
import { signReview } from './sign-review.js';

const LIST = {
  entity: PlanReviewEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    meetingDate: { column: 'meeting_date', property: 'meetingDate' },
  },
  defaultSort: 'meetingDate',
};

/** Reviews of plans. Sensitive as a whole, and every read of them is audited. */
@Injectable()
export class PlanReviewsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, planId: string, query: ListQuery): Promise<RowPage<PlanReviewEntity>> {
    const plan = await findOwned(this.database, ctx, PlanEntity, planId);
    const sql = 'owner_id = ? and pupil_id = ? and plan_id = ?';
    const found = await this.lists.page(LIST, query, [{ sql, params: [plan.ownerId, plan.pupilId, planId] }]);
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf([plan]));
    return found;
  }

  async find(ctx: RequestContext, planId: string, id: string): Promise<PlanReviewEntity> {
    const row = await findPart(this.database, ctx, PlanReviewEntity, planId, id);
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf([row]));
    return row;
  }

  create(ctx: RequestContext, planId: string, dto: CreatePlanReviewDto): Promise<PlanReviewEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan } = await lockPlan(tx, ctx, planId);
      const review = {
        invitations: [],
        outcomes: [],
        summary: null,
        nextSteps: [],
        recommendation: null,
        purpose: dto.purpose,
        meetingDate: dto.meetingDate,
        ...preparedMembers(dto),
      };
      await checkPrepared(tx, plan, review);
      const row = tx.insert(PlanReviewEntity, {
        ...review,
        ownerId: plan.ownerId,
        pupilId: plan.pupilId,
        planId,
        signedByStaffId: null,
        signedAt: null,
      });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  update(
    ctx: RequestContext,
    planId: string,
    id: string,
    dto: UpdatePlanReviewDto,
  ): Promise<PlanReviewEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan } = await lockPlan(tx, ctx, planId);
      const before = await lockPart(tx, ctx, PlanReviewEntity, planId, id);
      checkPrecondition(ctx, before);
      refuseSigned(before);
      const members = preparedMembers(dto);
      await checkPrepared(tx, plan, { ...before, ...members });
      return tx.update(PlanReviewEntity, before, members);
    });
  }

  /** Signs a review by the member of staff who is signed in. */
  sign(ctx: RequestContext, planId: string, id: string, dto: SignReviewDto): Promise<PlanReviewEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan, pupil } = await lockPlan(tx, ctx, planId);
      const review = await lockPart(tx, ctx, PlanReviewEntity, planId, id);
      checkPrecondition(ctx, review);
      refuseSigned(review);
      const row = await signReview(tx, ctx, { pupil, plan, review }, ctx.principal.staffId!, dto);
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  remove(ctx: RequestContext, planId: string, id: string): Promise<void> {
    return this.uow.run(ctx.principal, async (tx) => {
      await lockPlan(tx, ctx, planId);
      const row = await lockPart(tx, ctx, PlanReviewEntity, planId, id);
      checkPrecondition(ctx, row);
      refuseSigned(row);
      tx.remove(PlanReviewEntity, row);
    });
  }
}

function refuseSigned({ signedAt }: PlanReviewEntity): void {
  if (signedAt !== null) throw new DomainError('conflict', 'The review is signed: nothing of it changes.');
}
