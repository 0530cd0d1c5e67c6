import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned } from '../auth/tenancy.js';
import { notFound } from '../common/errors/domain-error.js';
import { places } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { Transaction } from '../database/transaction.js';
import { holdPupils } from '../pupils/hold-pupils.js';
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

/** The plans that bodies name and the token sees, with their pupils, held in the same order. */
export async function lockPlans(
  tx: Transaction,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<Map<string, PlanEntity>> {
  const held = new Map<string, PlanEntity>();
  for (const part of inParts(ids)) {
    const named = await tx.select(PlanEntity, `where id in (${places(part.length)})`, part);
    const pupils = await holdPupils(
      tx,
      ctx,
      named.map((it) => it.pupilId),
    );
    for (const row of await tx.lock(PlanEntity, `where id in (${places(part.length)}) order by id`, part)) {
      if (pupils.has(row.pupilId)) held.set(row.id, row);
    }
  }
  return held;
}
