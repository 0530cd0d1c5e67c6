import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { TargetStatus } from '../target.entity.js';
import type { TargetSetEntity } from './target-set.entity.js';
import { type TargetSetView, toTargetSetView } from './target-set.view.js';

/** Sets with how many of their targets have which status. */
export async function targetSetViews(
  reader: Reader,
  rows: readonly TargetSetEntity[],
  knownAt: string | null = null,
): Promise<TargetSetView[]> {
  const statuses = new Map<string, Partial<Record<TargetStatus, number>>>();
  for (const [ownerId, group] of Map.groupBy(rows, (it) => it.ownerId)) {
    for (const part of inParts(group.map((it) => it.id))) {
      const found = await reader.queryKnownAt<{ setId: string; status: TargetStatus }>(
        'target',
        'target_set_id as setId, status',
        knownAt,
        `owner_id = ? and target_set_id in (${places(part.length)})`,
        [ownerId, ...part],
      );
      for (const { setId, status } of found) {
        const counts = statuses.get(setId) ?? {};
        counts[status] = (counts[status] ?? 0) + 1;
        statuses.set(setId, counts);
      }
    }
  }
  return rows.map((row) => toTargetSetView(row, statuses.get(row.id) ?? {}));
}
