import { SYSTEM_OWNER } from '../common/ids.js';
import type { Database, Reader } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { NOT_CONTRIBUTED, ProvisionTypeEntity } from './provision-type.entity.js';
import { SYSTEM_PROVISION_TYPES, type SystemProvisionType } from './system-provision-types.js';

/**
 * Adds the kinds of provision that ship with Espalier and are not there yet; one that reads otherwise than
 * before gets its next version. Two servers that start at once add them once: the second meets the unique
 * index, runs again and finds them.
 */
export async function seedProvisionTypes(database: Database, uow: UnitOfWork): Promise<void> {
  if ((await missing(database)).length === 0) return;
  await uow.run({ clientId: 'system', staffId: null }, async (tx) => {
    for (const { type, typeVersion } of await missing(tx)) {
      tx.insert(ProvisionTypeEntity, {
        ...type,
        typeVersion,
        ...NOT_CONTRIBUTED,
        ownerId: SYSTEM_OWNER,
      });
    }
  });
}

async function missing(reader: Reader): Promise<{ type: SystemProvisionType; typeVersion: number }[]> {
  const stored = await reader.select(ProvisionTypeEntity, 'where owner_id = ? order by type_version', [
    SYSTEM_OWNER,
  ]);
  const newest = new Map(stored.map((it) => [it.typeKey, it]));
  return SYSTEM_PROVISION_TYPES.flatMap((type) => {
    const before = newest.get(type.typeKey);
    return before && saysTheSame(before, type) ? [] : [{ type, typeVersion: (before?.typeVersion ?? 0) + 1 }];
  });
}

function saysTheSame(row: ProvisionTypeEntity, type: SystemProvisionType): boolean {
  return Object.entries(type).every(([member, value]) => row[member as keyof SystemProvisionType] === value);
}
