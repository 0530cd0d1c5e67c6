import type { Manifest } from '@espalier/sdk/manifest';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transaction.js';
import type { PluginInstallationEntity } from './plugin-installation.entity.js';

/** Told of what happens to a school's plugins, inside the transaction in which it happens. */
export interface InstallationListener {
  /** A plugin was enabled at a school, or what an enabled one is to do was set anew. */
  onEnabled?(tx: Transaction, row: PluginInstallationEntity, manifest: Manifest): Promise<void>;
  /** A plugin was disabled at a school or removed from it: what it left open is withdrawn. */
  onWithdrawn(tx: Transaction, ownerId: string, name: string): Promise<void>;
}

/** Where the domains to the right of this one say what has to happen with an installation. */
@Injectable()
export class InstallationListeners {
  private readonly listeners: InstallationListener[] = [];

  register(listener: InstallationListener): void {
    this.listeners.push(listener);
  }

  async enabled(tx: Transaction, row: PluginInstallationEntity, manifest: Manifest): Promise<void> {
    for (const listener of this.listeners) await listener.onEnabled?.(tx, row, manifest);
  }

  async withdrawn(tx: Transaction, ownerId: string, name: string): Promise<void> {
    for (const listener of this.listeners) await listener.onWithdrawn(tx, ownerId, name);
  }
}
