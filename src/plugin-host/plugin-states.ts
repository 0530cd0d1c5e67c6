import { audit } from '../auth/audit/audit.js';
import type { Transaction } from '../database/transaction.js';
import { type PluginVersionState, PluginVersionEntity } from './plugin-version.entity.js';

const ACTIONS = {
  installed: 'plugin.resume',
  quarantined: 'plugin.quarantine',
  impure: 'plugin.impure',
  tampered: 'plugin.tamper',
} as const satisfies Record<PluginVersionState, string>;

/** Moves a stored version to another state, with an audit row. Nothing is written where it is there already. */
export function moveVersion(
  tx: Transaction,
  row: PluginVersionEntity,
  state: PluginVersionState,
  reason: string | null,
  /** What a person said about it, for the audit trail. */
  said?: string,
): PluginVersionEntity {
  if (row.state === state) return row;
  const { ownerId, id: resourceId, name, version } = row;
  const detail = {
    name,
    version,
    ...(reason !== null && { reason }),
    ...(said !== undefined && { reason: said }),
  };
  audit(tx, { ownerId, action: ACTIONS[state], resource: 'plugins', resourceId, detail });
  return tx.update(PluginVersionEntity, row, { state, stateReason: reason?.slice(0, 500) ?? null });
}

/** What an administrator is told of a version whose stored bundle has been changed. */
export const TAMPERED = 'The stored bundle is not the one that was installed; upload the package again.';
