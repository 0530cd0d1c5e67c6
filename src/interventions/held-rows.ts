import type { RequestContext } from '../auth/request-context.js';
import { rowsSeen } from '../auth/tenancy.js';
import { places } from '../database/database.js';
import type { EntityClass, FactRow } from '../database/fact.entity.js';
import { inParts } from '../database/in-parts.js';
import type { Transaction } from '../database/transaction.js';

/**
 * Rows of a fact by their ids, held until the end of the transaction in the order of ids, so that two writers of the
 * same rows come one after the other; those that the token does not see are left out.
 */
export async function holdRows<E extends FactRow>(
  tx: Transaction,
  ctx: RequestContext,
  entity: EntityClass<E>,
  ids: readonly string[],
): Promise<Map<string, E>> {
  const held = new Map<string, E>();
  const seen = rowsSeen(ctx, entity);
  for (const part of inParts(ids.toSorted())) {
    const where = `where id in (${places(part.length)}) and ${seen.sql} order by id`;
    for (const row of await tx.lock(entity, where, [...part, ...seen.params])) held.set(row.id, row);
  }
  return held;
}
