import type { RequestContext } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { notFound } from '../../common/errors/domain-error.js';
import type { Reader } from '../../database/database.js';
import { TargetSetEntity } from './target-set.entity.js';

/** A set that the token sees. It speaks of a whole cohort, so it is not for who sees only the pupils taught. */
export async function findSet(reader: Reader, ctx: RequestContext, id: string): Promise<TargetSetEntity> {
  if (ctx.principal.taughtOnly) throw notFound();
  return findOwned(reader, ctx, TargetSetEntity, id);
}
