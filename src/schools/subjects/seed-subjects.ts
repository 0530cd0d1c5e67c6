import { SYSTEM_OWNER } from '../../common/ids.js';
import type { Database, Reader } from '../../database/database.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import { SubjectEntity } from './subject.entity.js';
import { SYSTEM_SUBJECTS } from './system-subjects.js';

/**
 * Adds the subjects that ship with Espalier and are not there yet. Two servers that start at once add them once:
 * the second meets the unique index, runs again and finds them.
 */
export async function seedSubjects(database: Database, uow: UnitOfWork): Promise<void> {
  if ((await missing(database)).length === 0) return;
  await uow.run({ clientId: 'system', staffId: null }, async (tx) => {
    for (const [code, name] of await missing(tx)) {
      tx.insert(SubjectEntity, { ownerId: SYSTEM_OWNER, code, name });
    }
  });
}

async function missing(reader: Reader): Promise<[code: string, name: string][]> {
  const rows = await reader.select(SubjectEntity, 'where owner_id = ?', [SYSTEM_OWNER]);
  const stored = new Set(rows.map((it) => it.code));
  return Object.entries(SYSTEM_SUBJECTS).filter(([code]) => !stored.has(code));
}
