import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned } from '../auth/tenancy.js';
import { notFound } from '../common/errors/domain-error.js';
import type { Reader } from '../database/database.js';
import type { EntityClass, FactRow } from '../database/fact.entity.js';
import type { Transaction } from '../database/transaction.js';
import type { PlanEntity } from './plan.entity.js';

/** What belongs to a plan. */
export type PlanPart = FactRow & { readonly planId: string; readonly pupilId: string };

/** One part of a plan. Throws `not-found` also for a part of another plan. */
export async function findPart<E extends PlanPart>(
  reader: Reader,
  ctx: RequestContext,
  entity: EntityClass<E>,
  planId: string,
  id: string,
): Promise<E> {
  const row = await findOwned(reader, ctx, entity, id);
  if (row.planId !== planId) throw notFound();
  return row;
}

/** The same, held until the end of the transaction; the plan is held before it. */
export async function lockPart<E extends PlanPart>(
  tx: Transaction,
  ctx: RequestContext,
  entity: EntityClass<E>,
  planId: string,
  id: string,
): Promise<E> {
  const row = await lockOwned(tx, ctx, entity, id);
  if (row.planId !== planId) throw notFound();
  return row;
}

/** Every part of one kind that a plan has, held until the end of the transaction. */
export function lockParts<E extends PlanPart>(
  tx: Transaction,
  entity: EntityClass<E>,
  { ownerId, pupilId, id }: PlanEntity,
): Promise<E[]> {
  const where = 'where owner_id = ? and pupil_id = ? and plan_id = ? order by id';
  return tx.lock(entity, where, [ownerId, pupilId, id]);
}
