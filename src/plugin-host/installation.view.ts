import { settingsDefaults } from '@espalier/sdk/manifest';
import { missingGrants } from './grants.js';
import type { PluginInstallationEntity } from './plugin-installation.entity.js';
import { versionState } from './plugin.view.js';
import type { PluginVersionEntity } from './plugin-version.entity.js';

/** An installation with the versions that it names. */
export interface InstallationWithVersions {
  readonly row: PluginInstallationEntity;
  readonly current: PluginVersionEntity;
  readonly pending: PluginVersionEntity | null;
}

/** What a school runs of a plugin. */
export class InstallationView {
  id!: string;
  schoolId!: string;
  /** @example '@espalier/trajectory-catch-up' */
  name!: string;
  /** @example 'Trajectory catch-up' */
  displayName!: string;
  /** @example '0.1.0' */
  version!: string;
  /** A version that asks for more than is granted: `version` goes on until it is granted. */
  pendingVersion!: string | null;
  /** What has to be granted before the pending version, or a disabled one, can run. @example [] */
  missingGrants!: string[];
  enabled!: boolean;
  /** Whether changes and dates make it run by itself, as its manifest names them. @example true */
  automatic!: boolean;
  /**
   * `enabled`, `disabled`, `waiting-for-grant`, `quarantined`, `impure`, `tampered`, `untrusted` or
   * `incompatible`.
   * @example 'enabled'
   */
  state!: string;
  /** Why it does not run, and what to do; null where it runs or was disabled. */
  stateReason!: string | null;
  /** @example ['attendance', 'interventions', 'trajectory'] */
  grants!: string[];
  /** The client or the member of staff that granted last. */
  grantedBy!: string | null;
  /** What the school has set. @example { "reviewWeeks": 8 } */
  settings!: Record<string, unknown>;
  /** The plugin's defaults with the school's settings over them: what a run gets. */
  effectiveSettings!: Record<string, unknown>;
  /** Instant of the newest change. */
  updatedAt!: string;
  /** Version of this row: its ETag. */
  revision!: number;
}

export function toInstallationView({ row, current, pending }: InstallationWithVersions): InstallationView {
  const missing = missingGrants((pending ?? current).manifest, row.grants);
  return {
    id: row.id,
    schoolId: row.ownerId,
    name: row.name,
    displayName: current.displayName,
    version: row.version,
    pendingVersion: row.pendingVersion,
    missingGrants: missing,
    enabled: row.enabled,
    automatic: row.automatic,
    ...stateOf(row, current, missing),
    grants: row.grants,
    grantedBy: row.grantedBy,
    settings: row.settings,
    effectiveSettings: { ...settingsDefaults(current.manifest), ...row.settings },
    updatedAt: row.recordedAt,
    revision: row.sinceVersion,
  };
}

function stateOf(
  row: PluginInstallationEntity,
  current: PluginVersionEntity,
  missing: readonly string[],
): Pick<InstallationView, 'state' | 'stateReason'> {
  const { state, stateReason } = versionState(current);
  if (state !== 'installed') return { state, stateReason };
  if (row.enabled) return { state: 'enabled', stateReason: null };
  if (missing.length === 0) return { state: 'disabled', stateReason: null };
  return { state: 'waiting-for-grant', stateReason: `Grant ${missing.join(', ')} to enable it.` };
}
