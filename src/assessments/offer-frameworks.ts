import { isDeepStrictEqual } from 'node:util';
import { type DescribedFramework, frameworkRange } from '@espalier/sdk/field';
import type { Brought, Bringer } from '../common/brought.js';
import { versionSteps } from '../common/offered-versions.js';
import type { Transaction } from '../database/transaction.js';
import { FrameworkEntity, frameworkColumns } from './framework.entity.js';
import type { Framework } from './frameworks/framework.js';

/** A framework without faults that a plugin brings. */
export type BroughtFramework = Brought<DescribedFramework & Pick<Framework, 'title' | 'expectations'>>;

/**
 * Makes the frameworks that a plugin brought to a school those that it brings now: none, where it is off. Results and
 * targets in one that is retired stay, with their judgements.
 */
export async function offerFrameworks(
  tx: Transaction,
  { ownerId, plugin, version }: Bringer,
  brought: readonly BroughtFramework[],
): Promise<void> {
  const where = 'where owner_id = ? and contributed_by = ? order by id';
  const rows = await tx.lock(FrameworkEntity, where, [ownerId, plugin]);
  const held = rows.map((row) => ({
    key: row.frameworkKey,
    version: row.frameworkVersion,
    retired: row.retiredAt !== null,
    row,
  }));
  const { add, offer, retire } = versionSteps(held, brought, (it, wanted) =>
    Object.entries(columnsOf(wanted, it.version)).every(([column, value]) =>
      isDeepStrictEqual(it.row[column as keyof FrameworkEntity], value),
    ),
  );
  for (const { row } of offer) tx.update(FrameworkEntity, row, { retiredAt: null });
  for (const { row } of retire) tx.update(FrameworkEntity, row, { retiredAt: tx.at });
  for (const it of add) {
    tx.insert(FrameworkEntity, {
      ...columnsOf(it.wanted, it.version),
      ownerId,
      contributedBy: plugin,
      contributedVersion: version,
      retiredAt: null,
    });
  }
}

function columnsOf({ key, described }: BroughtFramework, version: number) {
  return frameworkColumns({ ...described, ...frameworkRange(described), key, version });
}
