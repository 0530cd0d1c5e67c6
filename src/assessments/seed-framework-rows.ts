import { SYSTEM_OWNER } from '../common/ids.js';
import type { Database, Reader } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { FrameworkEntity, frameworkColumns, NOT_CONTRIBUTED } from './framework.entity.js';
import type { Framework } from './frameworks/framework.js';
import { seedFrameworks } from './frameworks/seed-frameworks.js';

/**
 * Adds the versions of frameworks that ship with Espalier and are not there yet; what is there stays, since
 * results may use it. Two servers that start at once add them once: the second meets the unique index, runs
 * again and finds them.
 */
export async function seedFrameworkRows(database: Database, uow: UnitOfWork): Promise<void> {
  if ((await missing(database)).length === 0) return;
  await uow.run({ clientId: 'system', staffId: null }, async (tx) => {
    for (const framework of await missing(tx)) {
      tx.insert(FrameworkEntity, {
        ...frameworkColumns(framework),
        ...NOT_CONTRIBUTED,
        ownerId: SYSTEM_OWNER,
      });
    }
  });
}

async function missing(reader: Reader): Promise<Framework[]> {
  const rows = await reader.select(FrameworkEntity, 'where owner_id = ?', [SYSTEM_OWNER]);
  const stored = new Set(rows.map((it) => `${it.frameworkKey} ${it.frameworkVersion}`));
  return seedFrameworks.filter((it) => !stored.has(`${it.key} ${it.version}`));
}
