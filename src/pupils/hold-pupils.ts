import type { RequestContext } from '../auth/request-context.js';
import { rowsSeen } from '../auth/tenancy.js';
import type { DomainError } from '../common/errors/domain-error.js';
import { invalid } from '../common/errors/domain-error.js';
import { places } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { Transaction } from '../database/transaction.js';
import { PupilEntity } from './pupil.entity.js';

/**
 * The pupils that bodies name, held until the end of the transaction, so that writers of the same pupil's facts come
 * one after the other. Pupils that the token does not see are not among them.
 */
export async function holdPupils(
  tx: Transaction,
  ctx: RequestContext,
  ids: Iterable<string>,
): Promise<Map<string, PupilEntity>> {
  const held = new Map<string, PupilEntity>();
  const seen = rowsSeen(ctx, PupilEntity);
  for (const part of inParts([...ids].sort())) {
    const where = `where id in (${places(part.length)}) and ${seen.sql} order by id`;
    for (const row of await tx.lock(PupilEntity, where, [...part, ...seen.params])) held.set(row.id, row);
  }
  return held;
}

/** The one pupil whom a body names, held. Throws a fault at `/pupilId`. */
export async function holdPupil(tx: Transaction, ctx: RequestContext, id: string): Promise<PupilEntity> {
  const pupil = (await holdPupils(tx, ctx, [id])).get(id);
  if (!pupil) throw unknownPupil();
  return pupil;
}

/** 400 for a pupil that a body names and the token does not see, or nobody. */
export function unknownPupil(): DomainError {
  return invalid({ pointer: '/pupilId', code: 'unknown-pupil', detail: 'No pupil with this id is known.' });
}
