import { KnownStaff } from '../../auth/staff/known-staff.js';
import { DomainError, type Fault, invalid } from '../../common/errors/domain-error.js';
import type { Transaction } from '../../database/transaction.js';
import { findProvisionType, missingProvisionType } from '../../provisions/find-provision-type.js';
import { canChange } from '../cycle.js';
import type { PlanEntity } from '../plan.entity.js';
import { PlanItemEntity } from './plan-item.entity.js';

/** What an item says. Its plan is held. */
export type PlanItemContent = Pick<
  PlanItemEntity,
  | 'what'
  | 'who'
  | 'staffId'
  | 'frequency'
  | 'outcomeId'
  | 'provisionTypeKey'
  | 'interventionId'
  | 'recommendationId'
>;

/** Adds an item whose names are known to be good to a plan that is a draft or open. */
export function addPlanItem(tx: Transaction, plan: PlanEntity, content: PlanItemContent): PlanItemEntity {
  return tx.insert(PlanItemEntity, {
    ...content,
    ownerId: plan.ownerId,
    pupilId: plan.pupilId,
    planId: plan.id,
  });
}

/** Checks that the plan may change, and that what an item names is the pupil's and the school's. */
export async function checkPlanItem(
  tx: Transaction,
  plan: PlanEntity,
  { staffId, outcomeId, provisionTypeKey, interventionId }: PlanItemContent,
): Promise<void> {
  if (!canChange(plan.status)) {
    throw new DomainError('conflict', `The plan is ${plan.status}: its items stay as they are.`);
  }
  const { ownerId, pupilId, id } = plan;
  const faults = (await KnownStaff.read(tx, [staffId])).faults(ownerId, staffId, '/staffId');
  const missing = async (from: string, params: string[], fault: Fault) => {
    const found = await tx.query(`select 1 from ${from}`, params);
    if (found.length === 0) faults.push(fault);
  };
  if (outcomeId !== null) {
    const from = 'plan_outcome where owner_id = ? and pupil_id = ? and plan_id = ? and id = ?';
    const detail = 'The plan has no outcome with this id.';
    await missing(from, [ownerId, pupilId, id, outcomeId], {
      pointer: '/outcomeId',
      code: 'unknown-outcome',
      detail,
    });
  }
  if (provisionTypeKey !== null && !(await findProvisionType(tx, ownerId, provisionTypeKey))) {
    const fault = await missingProvisionType(tx, ownerId, provisionTypeKey);
    faults.push({ pointer: '/provisionTypeKey', ...fault });
  }
  if (interventionId !== null) {
    const from = 'intervention where owner_id = ? and pupil_id = ? and id = ?';
    const detail = 'The pupil has no intervention with this id.';
    await missing(from, [ownerId, pupilId, interventionId], {
      pointer: '/interventionId',
      code: 'unknown-intervention',
      detail,
    });
  }
  if (faults.length > 0) throw invalid(...faults);
}
