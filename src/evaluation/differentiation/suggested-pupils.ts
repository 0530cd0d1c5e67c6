import type { ListCondition } from '../../auth/lists/conditions.js';
import type { RequestContext } from '../../auth/request-context.js';
import { rowsSeen } from '../../auth/tenancy.js';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { SuggestedGroupPupilEntity } from './suggested-group.entity.js';

/** Of who is nothing but a teacher: suggested groups with at least one of the pupils taught. */
export function ofSeenPupils(ctx: RequestContext): ListCondition | null {
  if (!ctx.principal.taughtOnly) return null;
  const seen = rowsSeen(ctx, SuggestedGroupPupilEntity);
  return {
    sql: `id in (select suggested_group_id from suggested_group_pupil where ${seen.sql})`,
    params: seen.params,
  };
}

/** The pupils of suggested groups whom a token sees, in the order of their ids. */
export async function suggestedPupils(
  reader: Reader,
  ctx: RequestContext,
  suggestedGroupIds: Iterable<string>,
): Promise<Map<string, string[]>> {
  const seen = rowsSeen(ctx, SuggestedGroupPupilEntity);
  const found = new Map<string, string[]>();
  for (const part of inParts(suggestedGroupIds)) {
    const where = `where suggested_group_id in (${places(part.length)}) and ${seen.sql} order by pupil_id`;
    const members = await reader.select(SuggestedGroupPupilEntity, where, [...part, ...seen.params]);
    for (const it of members) {
      const own = found.get(it.suggestedGroupId);
      if (own) own.push(it.pupilId);
      else found.set(it.suggestedGroupId, [it.pupilId]);
    }
  }
  return found;
}
