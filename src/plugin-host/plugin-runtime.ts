import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { type Manifest, type PolicyKind, satisfiesApi, settingsDefaults } from '@espalier/sdk/manifest';
import { PluginActivationError, type PluginProcessStats, type RunContext } from '@espalier/sdk/sandbox';
import type { Config } from '../config/config.js';
import { APP_CONFIG } from '../config/config.token.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { loadBundle } from './bundles.js';
import { HostedRun } from './hosted-run.js';
import { PluginInstallationEntity } from './plugin-installation.entity.js';
import { PluginPool, type PluginRef } from './plugin-pool.js';
import { moveVersion, TAMPERED } from './plugin-states.js';
import { PluginVersionEntity, type StoppedState } from './plugin-version.entity.js';
import { sandboxLimits } from './sandbox-limits.js';
import { VersionStopped } from './version-stopped.js';

/** A policy that a school has enabled and that may run now. */
export interface ActivePolicy {
  /** The package's name. */
  readonly plugin: string;
  readonly version: string;
  /** Of the bundle: `sha256-` and base64. */
  readonly digest: string;
  readonly policyId: string;
  readonly kind: PolicyKind;
  /** Declared, and granted by the school. */
  readonly inputs: readonly string[];
  /** The manifest's defaults with the school's settings over them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Version of the school that wrote the installation. */
  readonly installationVersion: number;
  readonly manifest: Manifest;
}

const VERSION = 'where name = ? and version = ?';

/** Acts of the host itself. */
const HOST = { clientId: 'system', staffId: null };

/** Runs of plugins: which policies a school has, and the processes in which they run. */
@Injectable()
export class PluginRuntime implements BeforeApplicationShutdown {
  private readonly logger = new Logger('plugins');
  private readonly pool: PluginPool;
  private readonly drainMillis: number;

  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    @Inject(APP_CONFIG) config: Config,
  ) {
    this.drainMillis = config.limits.drainMillis;
    this.pool = new PluginPool({
      limits: sandboxLimits(config.limits),
      most: config.limits.pluginProcesses,
      idleMillis: config.limits.pluginIdleSeconds * 1000,
      loadBundle: (ref) => this.loadBundle(ref),
      onStop: (ref, { state, reason }) => this.stop(ref, state, reason),
    });
  }

  /** The policies that a school's runs evaluate: enabled, granted, of versions that may run, in order of name. */
  async activePolicies(ownerId: string): Promise<ActivePolicy[]> {
    const installations = await this.database.select(
      PluginInstallationEntity,
      'where owner_id = ? and enabled = 1 order by name',
      [ownerId],
    );
    const versions = await this.database.select(
      PluginVersionEntity,
      `where state = 'installed' and untrusted is null and exists (select 1 from plugin_installation i where i.owner_id = ?
        and i.name = plugin_version.name and i.version = plugin_version.version)`,
      [ownerId],
    );
    return installations.flatMap((installation) => {
      const row = versions.find((it) => it.name === installation.name && it.version === installation.version);
      return row && satisfiesApi(row.manifest.apiRange) ? policiesOf(installation, row) : [];
    });
  }

  /**
   * Opens a run of one policy. The run outlives its process: where that had to make room, the next batch starts
   * another.
   * @throws PluginActivationError where the version cannot be activated or may not run any more.
   * @throws PluginProcessEndedError while the host shuts down.
   */
  async openRun(ref: PluginRef, context: RunContext): Promise<HostedRun> {
    await this.requireRunnable(ref);
    const run = new HostedRun(this.pool, this.pool.slot(ref), context);
    try {
      await run.open();
      return run;
    } catch (error) {
      await run.close();
      throw error;
    }
  }

  /** Reads the stored bundle of a version against its digest; one that was changed becomes `tampered`. */
  async verify(name: string, version: string): Promise<void> {
    const row = await this.database.selectOne(PluginVersionEntity, VERSION, [name, version]);
    if (!row || row.state === 'tampered') return;
    const digest = row.bundleDigest;
    if ((await loadBundle(this.database, digest)) === null) {
      await this.stop({ name, version, digest }, 'tampered', TAMPERED);
    }
  }

  /** Figures of the processes of this host since it started. */
  processes(): { readonly ref: PluginRef; readonly stats: PluginProcessStats }[] {
    return this.pool.figures();
  }

  /** Ends every process at once; what they are at is given back. */
  async endProcesses(): Promise<void> {
    await this.pool.close();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.pool.drain(this.drainMillis);
  }

  private async requireRunnable({ name, version, digest }: PluginRef): Promise<void> {
    const row = await this.database.selectOne(PluginVersionEntity, VERSION, [name, version]);
    if (row?.bundleDigest !== digest) {
      throw new PluginActivationError('doesNotEvaluate', `${name} ${version} is not installed any more`);
    }
    if (row.state !== 'installed') throw new VersionStopped(row.state, row.stateReason ?? row.state);
    if (row.untrusted !== null) throw new VersionStopped('untrusted', row.untrusted);
  }

  private async loadBundle(ref: PluginRef): Promise<string> {
    const bundle = await loadBundle(this.database, ref.digest);
    if (bundle !== null) return bundle;
    await this.stop(ref, 'tampered', TAMPERED);
    throw new VersionStopped('tampered', TAMPERED);
  }

  private async stop(ref: PluginRef, state: StoppedState, reason: string): Promise<void> {
    this.logger.warn(`${ref.name} ${ref.version} is ${state}: ${reason}`);
    try {
      await this.uow.run(HOST, async (tx) => {
        const row = await tx.lockOne(PluginVersionEntity, VERSION, [ref.name, ref.version]);
        if (row?.bundleDigest === ref.digest) moveVersion(tx, row, state, reason);
      });
    } catch (error) {
      // The outcomes of the batch stand whether or not the state could be written down.
      this.logger.error(error);
    }
  }
}

function policiesOf(installation: PluginInstallationEntity, row: PluginVersionEntity): ActivePolicy[] {
  const { manifest } = row;
  const settings = { ...settingsDefaults(manifest), ...installation.settings };
  return manifest.policies
    .filter(({ inputs }) => inputs.every((it) => installation.grants.includes(it)))
    .map(({ id, kind, inputs }) => ({
      plugin: row.name,
      version: row.version,
      digest: row.bundleDigest,
      policyId: id,
      kind,
      inputs,
      settings,
      installationVersion: installation.sinceVersion,
      manifest,
    }));
}
