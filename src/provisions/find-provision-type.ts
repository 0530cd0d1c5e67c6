import { SYSTEM_OWNER } from '../common/ids.js';
import type { Reader } from '../database/database.js';
import { ProvisionTypeEntity } from './provision-type.entity.js';

/** The newest version of a kind of provision by its key: the school's own before the system's; null for none. */
export async function findProvisionType(
  reader: Reader,
  schoolId: string,
  key: string,
): Promise<ProvisionTypeEntity | null> {
  const found = await reader.select(
    ProvisionTypeEntity,
    'where owner_id in (?, ?) and type_key = ? order by type_version desc',
    [schoolId, SYSTEM_OWNER, key],
  );
  return found.find((it) => it.ownerId === schoolId) ?? found[0] ?? null;
}
