import { FrameworkEntity } from '../../assessments/framework.entity.js';
import { StaffEntity } from '../../auth/staff/staff.entity.js';
import { places, type Reader } from '../../database/database.js';
import type { EntityClass } from '../../database/fact.entity.js';
import { inParts } from '../../database/in-parts.js';
import { ProvisionTypeEntity } from '../../provisions/provision-type.entity.js';
import { ProvisionEntity } from '../../provisions/provision.entity.js';
import { GroupEntity } from '../../pupils/groups/group.entity.js';
import { AssessmentPointEntity } from '../../schools/assessment-points/assessment-point.entity.js';
import { TargetSetEntity } from '../../targets/sets/target-set.entity.js';
import type { HeldSectionView } from './subject-access.view.js';

type Named = { readonly id: string; readonly name: string } | { readonly id: string; readonly title: string };

const NAMED: readonly EntityClass<Named>[] = [
  StaffEntity,
  GroupEntity,
  AssessmentPointEntity,
  ProvisionEntity,
  ProvisionTypeEntity,
  FrameworkEntity,
  TargetSetEntity,
];

/** Names of what the records name beside themselves, by id. What has been removed since has none. */
export async function readNames(
  reader: Reader,
  sections: readonly HeldSectionView[],
): Promise<Record<string, string>> {
  const ids = new Set<string>();
  for (const { records } of sections) for (const { values } of records) collectIds(values, ids);
  const names: Record<string, string> = {};
  for (const entity of NAMED) {
    for (const part of inParts([...ids])) {
      for (const row of await reader.select(entity, `where id in (${places(part.length)})`, part)) {
        names[row.id] = 'name' in row ? row.name : row.title;
      }
    }
  }
  return names;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

function collectIds(value: unknown, ids: Set<string>): void {
  if (typeof value === 'string') {
    if (UUID.test(value)) ids.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const it of Object.values(value)) collectIds(it, ids);
  }
}
