import { DomainError } from '../common/errors/domain-error.js';
import type { EntityClass, FactRow } from '../database/fact.entity.js';
import type { Transaction } from '../database/transaction.js';
import { PlanContributionEntity } from './contributions/plan-contribution.entity.js';
import { PlanItemEntity } from './items/plan-item.entity.js';
import { PlanOutcomeEntity } from './outcomes/plan-outcome.entity.js';
import { PlanEntity } from './plan.entity.js';
import { PlanReviewEntity } from './reviews/plan-review.entity.js';

const PARTS: readonly EntityClass<FactRow>[] = [
  PlanOutcomeEntity,
  PlanItemEntity,
  PlanReviewEntity,
  PlanContributionEntity,
];

/** Removes a draft with what belongs to it. A plan that was opened is part of the pupil's record and stays. */
export async function removeDraft(tx: Transaction, plan: PlanEntity): Promise<void> {
  if (plan.status !== 'draft') {
    throw new DomainError('conflict', `The plan is ${plan.status} and stays; close it, with a reason.`);
  }
  for (const part of PARTS) {
    const where = 'where owner_id = ? and pupil_id = ? and plan_id = ?';
    for (const row of await tx.lock(part, where, [plan.ownerId, plan.pupilId, plan.id])) tx.remove(part, row);
  }
  tx.remove(PlanEntity, plan);
}
