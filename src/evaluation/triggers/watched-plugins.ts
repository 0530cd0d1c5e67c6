import { Injectable } from '@nestjs/common';
import type { Manifest } from '@espalier/sdk/manifest';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import {
  type InstallationListener,
  InstallationListeners,
} from '../../plugin-host/installation-listeners.js';
import { PluginInstallationEntity } from '../../plugin-host/plugin-installation.entity.js';
import { PluginVersionEntity } from '../../plugin-host/plugin-version.entity.js';
import { RUNNER } from '../runs/batch-claims.js';
import { unwatchPolicies, watchPolicies } from './watch-policies.js';

/** Keeps what is watched for at a school in step with the plugins that it runs. */
@Injectable()
export class WatchedPlugins implements InstallationListener {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    listeners: InstallationListeners,
  ) {
    listeners.register(this);
  }

  onEnabled(
    tx: Transaction,
    installation: PluginInstallationEntity,
    manifest: Pick<Manifest, 'policies'>,
  ): Promise<void> {
    return watchPolicies(tx, installation, manifest);
  }

  onWithdrawn(tx: Transaction, ownerId: string, plugin: string): Promise<void> {
    return unwatchPolicies(tx, ownerId, plugin);
  }

  /** Watches for plugins that were enabled by a version of the server that did not watch yet. */
  async adopt(): Promise<void> {
    const unwatched = await this.database.query<{ owner_id: string; name: string }>(
      `select owner_id, name from plugin_installation i where enabled = 1 and automatic = 1
        and not exists (select 1 from trigger_watch w where w.owner_id = i.owner_id and w.plugin = i.name)`,
    );
    for (const { owner_id: ownerId, name } of unwatched) {
      await this.uow.run(RUNNER, async (tx) => {
        const row = await tx.lockOne(PluginInstallationEntity, 'where owner_id = ? and name = ?', [
          ownerId,
          name,
        ]);
        if (!row) return;
        const version = await tx.selectOne(PluginVersionEntity, 'where name = ? and version = ?', [
          name,
          row.version,
        ]);
        if (version) await watchPolicies(tx, row, version.manifest);
      });
    }
  }
}
