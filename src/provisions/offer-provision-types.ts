import type { Brought, Bringer } from '../common/brought.js';
import { versionSteps } from '../common/offered-versions.js';
import type { Transaction } from '../database/transaction.js';
import {
  type DescribedProvisionType,
  provisionTypeColumns,
  ProvisionTypeEntity,
} from './provision-type.entity.js';

/**
 * Makes the kinds of provision that a plugin brought to a school those that it brings now: none, where it is off.
 * Provisions and interventions of one that is retired go on.
 */
export async function offerProvisionTypes(
  tx: Transaction,
  { ownerId, plugin, version }: Bringer,
  brought: readonly Brought<DescribedProvisionType>[],
): Promise<void> {
  const where = 'where owner_id = ? and contributed_by = ? order by id';
  const rows = await tx.lock(ProvisionTypeEntity, where, [ownerId, plugin]);
  const held = rows.map((row) => ({
    key: row.typeKey,
    version: row.typeVersion,
    retired: row.retiredAt !== null,
    row,
  }));
  const { add, offer, retire } = versionSteps(held, brought, (it, { described }) =>
    Object.entries(provisionTypeColumns(described)).every(
      ([column, value]) => it.row[column as keyof ProvisionTypeEntity] === value,
    ),
  );
  for (const { row } of offer) tx.update(ProvisionTypeEntity, row, { retiredAt: null });
  for (const { row } of retire) tx.update(ProvisionTypeEntity, row, { retiredAt: tx.at });
  for (const { wanted, version: typeVersion } of add) {
    tx.insert(ProvisionTypeEntity, {
      ...provisionTypeColumns(wanted.described),
      ownerId,
      typeKey: wanted.key,
      typeVersion,
      contributedBy: plugin,
      contributedVersion: version,
      retiredAt: null,
    });
  }
}
