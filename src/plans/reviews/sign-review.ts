import { audit } from '../../auth/audit/audit.js';
import type { RequestContext } from '../../auth/request-context.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import type { Transaction } from '../../database/transaction.js';
import { openIntervention } from '../../interventions/open-intervention.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import { PlanContributionEntity } from '../contributions/plan-contribution.entity.js';
import { lockParts } from '../find-part.js';
import { addPlanItem } from '../items/add-plan-item.js';
import { openNextCycle } from '../next-cycle.js';
import { PlanOutcomeEntity } from '../outcomes/plan-outcome.entity.js';
import { PlanEntity } from '../plan.entity.js';
import { signFaults } from './check-review.js';
import type { SignReviewDto } from './plan-review.dto.js';
import { PlanReviewEntity } from './plan-review.entity.js';
import type { NextStep } from './review-record.js';

/** A review that is not signed, held after its pupil and its plan. */
interface Prepared {
  readonly pupil: PupilEntity;
  readonly plan: PlanEntity;
  readonly review: PlanReviewEntity;
}

/**
 * Signs a review, all or nothing: its results go to the outcomes, the contributions that it heard are kept with it,
 * next steps open their interventions, decided by who signs; and where it ends the cycle the plan is reviewed, and
 * the next cycle may open at once.
 */
export async function signReview(
  tx: Transaction,
  ctx: RequestContext,
  { pupil, plan: before, review }: Prepared,
  staffId: string,
  { nextCycle }: SignReviewDto,
): Promise<PlanReviewEntity> {
  if (before.status !== 'open') {
    throw new DomainError(
      'conflict',
      `The plan is ${before.status}: only reviews of an open plan are signed.`,
    );
  }
  const outcomes = await lockParts(tx, PlanOutcomeEntity, before);
  const ground = { kind: before.kind, startDate: before.startDate, outcomeIds: outcomes.map((it) => it.id) };
  const faults = signFaults(review, ground, today());
  if (nextCycle && review.purpose !== 'end-of-cycle') {
    const detail = 'The next cycle opens from the review that ends this one.';
    faults.push({ pointer: '/nextCycle', code: 'cycle-goes-on', detail });
  }
  if (nextCycle && review.recommendation === 'cease') {
    const detail = 'The review recommends to cease the plan.';
    faults.push({ pointer: '/nextCycle', code: 'plan-ceases', detail });
  }
  if (faults.length > 0) throw invalid(...faults);
  const judged = outcomes.map((it) => judge(tx, it, review));
  await hear(tx, before, review);
  const nextSteps = await openInterventions(tx, review, staffId);
  const signed = tx.update(PlanReviewEntity, review, {
    nextSteps,
    signedByStaffId: staffId,
    signedAt: tx.at,
  });
  if (review.purpose === 'end-of-cycle') {
    const plan = tx.update(PlanEntity, before, {
      status: 'reviewed',
      reviewedOn: review.meetingDate,
      activeKey: null,
    });
    if (nextCycle) {
      const opened = await openNextCycle(tx, ctx, { plan, pupil, outcomes: judged }, nextCycle, '/nextCycle');
      addSteps(tx, opened, nextSteps);
    }
  } else {
    addSteps(tx, before, nextSteps);
  }
  audit(tx, {
    ownerId: before.ownerId,
    action: 'plan.review.sign',
    resource: 'plan-reviews',
    resourceId: review.id,
    detail: { planId: before.id, purpose: review.purpose },
  });
  return signed;
}

function judge(tx: Transaction, outcome: PlanOutcomeEntity, review: PlanReviewEntity): PlanOutcomeEntity {
  const said = review.outcomes.find((it) => it.outcomeId === outcome.id);
  if (!said) return outcome;
  const { result, achieved, comment } = said;
  return tx.update(PlanOutcomeEntity, outcome, { result, achieved, comment, resultOn: review.meetingDate });
}

/** The views that were there by the meeting's day and that no review before has heard. */
async function hear(tx: Transaction, plan: PlanEntity, review: PlanReviewEntity): Promise<void> {
  for (const it of await lockParts(tx, PlanContributionEntity, plan)) {
    if (it.reviewId !== null || it.date > review.meetingDate) continue;
    tx.update(PlanContributionEntity, it, { reviewId: review.id });
  }
}

async function openInterventions(
  tx: Transaction,
  { ownerId, pupilId, nextSteps }: PlanReviewEntity,
  deciderStaffId: string,
): Promise<NextStep[]> {
  const opened: NextStep[] = [];
  for (const step of nextSteps) {
    if (!step.intervention) {
      opened.push(step);
      continue;
    }
    const { id } = await openIntervention(tx, {
      ...step.intervention,
      ownerId,
      pupilId,
      reason: step.what,
      recommendationId: null,
      deciderStaffId,
    });
    opened.push({ ...step, interventionId: id });
  }
  return opened;
}

/** What the next steps have opened is part of what the plan does. */
function addSteps(tx: Transaction, plan: PlanEntity, steps: readonly NextStep[]): void {
  for (const { what, who, interventionId } of steps) {
    if (interventionId === null) continue;
    const nobody = { staffId: null, frequency: null, recommendationId: null };
    const nothing = { ...nobody, outcomeId: null, provisionTypeKey: null };
    addPlanItem(tx, plan, { ...nothing, what, who, interventionId });
  }
}
