import type { Fault } from '../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import type { Reader } from '../database/database.js';
import { ProvisionTypeEntity } from './provision-type.entity.js';

/**
 * The newest version on offer of a kind of provision by its key: the school's own before the system's; null for none.
 */
export async function findProvisionType(
  reader: Reader,
  schoolId: string,
  key: string,
): Promise<ProvisionTypeEntity | null> {
  const found = await versionsOf(reader, schoolId, key);
  return found.find((it) => it.retiredAt === null) ?? null;
}

/** Why there is no such kind on offer at the school. */
export async function missingProvisionType(
  reader: Reader,
  schoolId: string,
  key: string,
): Promise<Omit<Fault, 'pointer'>> {
  const [retired] = await versionsOf(reader, schoolId, key);
  if (retired) return retiredProvisionType(retired);
  const detail = `No kind of provision with the key ${key} is known at this school.`;
  return { code: 'unknown-provision-type', detail };
}

/** Of a kind that a plugin brought and does not offer at the school any more. */
export function retiredProvisionType({
  typeKey,
  contributedBy,
}: ProvisionTypeEntity): Omit<Fault, 'pointer'> {
  const detail = `The plugin ${contributedBy} does not offer ${typeKey} any more.`;
  return { code: 'retired-provision-type', detail };
}

/** The school's own before the system's, and of each the newest first. */
async function versionsOf(reader: Reader, schoolId: string, key: string): Promise<ProvisionTypeEntity[]> {
  const found = await reader.select(
    ProvisionTypeEntity,
    'where owner_id in (?, ?) and type_key = ? order by type_version desc',
    [schoolId, SYSTEM_OWNER, key],
  );
  return [...found.filter((it) => it.ownerId === schoolId), ...found.filter((it) => it.ownerId !== schoolId)];
}
