import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { conflictsAmong } from './conflicts.js';
import { RecommendationEntity } from './recommendation.entity.js';

/** What open recommendations are in conflict with, as known at an instant; by id. */
export async function readConflicts(
  reader: Reader,
  rows: readonly RecommendationEntity[],
  knownAt: string | null,
): Promise<Map<string, RecommendationEntity[]>> {
  const found: RecommendationEntity[] = [];
  const open = rows.filter((it) => it.status === 'open');
  for (const [ownerId, own] of Map.groupBy(open, (it) => it.ownerId)) {
    for (const part of inParts([...new Set(own.map((it) => it.pupilId))])) {
      const where = `owner_id = ? and status = 'open' and pupil_id in (${places(part.length)})`;
      found.push(...(await reader.selectKnownAt(RecommendationEntity, knownAt, where, [ownerId, ...part])));
    }
  }
  return conflictsAmong(found);
}
