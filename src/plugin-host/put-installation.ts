import { checkSettings, settingsOfFormat } from '@espalier/sdk/manifest';
import { audit } from '../auth/audit/audit.js';
import { DomainError, type Fault, invalid } from '../common/errors/domain-error.js';
import type { Transaction } from '../database/transaction.js';
import { findProvisionType } from '../provisions/find-provision-type.js';
import { missingGrants, sensitiveOf, undeclaredGrants } from './grants.js';
import type { InstallationListeners } from './installation-listeners.js';
import { contributionsOf, offerContributions, retireContributions } from './offer-contributions.js';
import { PluginInstallationEntity } from './plugin-installation.entity.js';
import { versionState } from './plugin.view.js';
import type { PluginVersionEntity } from './plugin-version.entity.js';

/** What is asked for, as the request has it. */
export interface WantedInstallation {
  readonly ownerId: string;
  readonly enabled: boolean;
  readonly automatic: boolean;
  readonly grants: readonly string[];
  readonly settings: unknown;
}

/** Half of what the smallest text column of the databases holds. */
const MOST_SETTINGS_BYTES = 32 * 1024;

/**
 * Sets what a school runs of a plugin, with its audit rows, the frameworks and provision types that it brings, and
 * what listeners do with it. The school, `before` and `version` are held by the transaction. A version that asks for more than is granted waits where another one is running;
 * of the request, nothing but that is kept then.
 */
export async function putInstallation(
  tx: Transaction,
  wanted: WantedInstallation,
  version: PluginVersionEntity,
  before: PluginInstallationEntity | null,
  listeners: InstallationListeners,
): Promise<PluginInstallationEntity> {
  const settings = await checkedSettings(tx, version, wanted);
  const undeclared = undeclaredGrants(version.manifest, wanted.grants);
  if (undeclared.length > 0) throw invalid(...undeclared);
  const grants = [...new Set(wanted.grants)].sort();
  const missing = missingGrants(version.manifest, grants);
  if (wanted.enabled && missing.length > 0) {
    if (before?.enabled && before.version !== version.version) {
      return tx.update(PluginInstallationEntity, before, { pendingVersion: version.version });
    }
    throw new DomainError(
      'plugin-refused',
      `${version.name} ${version.version} reads what is not granted: ${missing.join(', ')}.`,
      missing.map((it) => ({ pointer: '/grants', code: 'missing-grant', detail: `Grant "${it}".` })),
    );
  }
  if (wanted.enabled) requireRunnable(version);
  const regranted = grants.join() !== (before?.grants ?? []).join();
  const patch = {
    version: version.version,
    pendingVersion: null,
    enabled: wanted.enabled,
    automatic: wanted.automatic,
    grants,
    settings,
    ...(regranted && { grantedBy: grants.length > 0 ? (tx.actor.staffId ?? tx.actor.clientId) : null }),
  };
  const row = before
    ? tx.update(PluginInstallationEntity, before, patch)
    : tx.insert(PluginInstallationEntity, {
        grantedBy: null,
        ...patch,
        ownerId: wanted.ownerId,
        name: version.name,
      });
  if (regranted) {
    note(tx, row, 'plugin.grant', { grants, sensitive: sensitiveOf(grants), before: before?.grants ?? [] });
  }
  if (row.enabled && (!before?.enabled || before.version !== row.version)) note(tx, row, 'plugin.enable');
  if (row.enabled) {
    await offerContributions(tx, row, version.manifest);
    await listeners.enabled(tx, row, version.manifest);
  } else await retireContributions(tx, row);
  if (before?.enabled && !row.enabled) {
    note(tx, row, 'plugin.disable');
    await listeners.withdrawn(tx, row.ownerId, row.name);
  }
  return row;
}

/** Takes a plugin from a school; what it left open is withdrawn, and what it brought is offered no more. */
export async function removeInstallation(
  tx: Transaction,
  row: PluginInstallationEntity,
  listeners: InstallationListeners,
): Promise<void> {
  tx.remove(PluginInstallationEntity, row);
  note(tx, row, 'plugin.remove');
  await retireContributions(tx, row);
  await listeners.withdrawn(tx, row.ownerId, row.name);
}

async function checkedSettings(
  tx: Transaction,
  version: PluginVersionEntity,
  { ownerId, settings }: WantedInstallation,
): Promise<Record<string, unknown>> {
  const errors = [...checkSettings(version.manifest, settings)];
  if (errors.length === 0 && Buffer.byteLength(JSON.stringify(settings)) > MOST_SETTINGS_BYTES) {
    const detail = `may have ${MOST_SETTINGS_BYTES} bytes as JSON`;
    errors.push({ pointer: '', code: 'too-large', detail });
  }
  if (errors.length === 0) {
    errors.push(...(await unknownProvisionTypes(tx, version, ownerId, settings as Record<string, unknown>)));
  }
  if (errors.length === 0) return settings as Record<string, unknown>;
  const faults = errors.map((it) => ({ ...it, pointer: `/settings${it.pointer}` }));
  const [first] = faults;
  const detail =
    faults.length === 1 && first
      ? `${first.pointer} ${first.detail}`
      : `${faults.length} settings are not as described.`;
  throw new DomainError('settings-invalid', detail, faults);
}

/** Settings that name a provision type which neither the school has nor the version brings. */
async function unknownProvisionTypes(
  tx: Transaction,
  version: PluginVersionEntity,
  ownerId: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const own = contributionsOf(version.manifest).provisionTypes;
  for (const { name, value } of settingsOfFormat(version.manifest, settings, 'provision-type')) {
    if (own.some((it) => it.key === value) || (await findProvisionType(tx, ownerId, value))) continue;
    const detail = `names "${value}", and the school has no provision type of this key`;
    faults.push({ pointer: `/${name}`, code: 'unknown-provision-type', detail });
  }
  return faults;
}

function requireRunnable(version: PluginVersionEntity): void {
  const { state, stateReason } = versionState(version);
  if (state === 'installed') return;
  throw new DomainError('plugin-refused', `${version.name} ${version.version} is ${state}. ${stateReason}`);
}

function note(
  tx: Transaction,
  { ownerId, id: resourceId, name, version }: PluginInstallationEntity,
  action: string,
  more: Record<string, unknown> = {},
): void {
  const detail = { name, version, ...more };
  audit(tx, { ownerId, action, resource: 'plugin-installations', resourceId, detail });
}
