import type { Transaction } from '../../database/transaction.js';
import { PluginInstallationEntity } from '../../plugin-host/plugin-installation.entity.js';

/** Whether a school has a plugin enabled; it stays so until the end of the transaction. */
export async function holdInstallation(tx: Transaction, ownerId: string, plugin: string): Promise<boolean> {
  const row = await tx.shareOne(PluginInstallationEntity, 'where owner_id = ? and name = ?', [
    ownerId,
    plugin,
  ]);
  return row?.enabled === true;
}
