import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned } from '../auth/tenancy.js';
import { notFound } from '../common/errors/domain-error.js';
import type { Transaction } from '../database/transaction.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import { PlanEntity } from './plan.entity.js';

/** A plan and its pupil, held: the pupil first, as by every writer. Throws `not-found`. */
export async function lockPlan(
  tx: Transaction,
  ctx: RequestContext,
  id: string,
): Promise<{ plan: PlanEntity; pupil: PupilEntity }> {
  const { ownerId, pupilId } = await findOwned(tx, ctx, PlanEntity, id);
  const pupil = await tx.lockOne(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
  if (!pupil) throw notFound();
  return { plan: await lockOwned(tx, ctx, PlanEntity, id), pupil };
}
