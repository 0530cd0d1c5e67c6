import type { Reader } from '../../database/database.js';
import { SYSTEM_OWNER } from '../../common/ids.js';
import { FrameworkEntity, toFramework } from '../../assessments/framework.entity.js';
import type { SnapshotFramework } from '../snapshots/learner-facts.js';

/** The frameworks that a school's results and targets can use, by id. Versions of a framework never change. */
export async function frameworksOf(reader: Reader, ownerId: string): Promise<Map<string, SnapshotFramework>> {
  const rows = await reader.select(FrameworkEntity, 'where owner_id in (?, ?)', [ownerId, SYSTEM_OWNER]);
  return new Map(rows.map((row) => [row.id, toFramework(row)]));
}
