import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import type { Config } from '../../config/config.js';
import { APP_CONFIG } from '../../config/config.token.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PluginVersionEntity } from '../plugin-version.entity.js';
import { type JudgedSignature, untrustedReason } from './signature-rules.js';

/** Acts of the host itself. */
const HOST = { clientId: 'system', staffId: null };

/** Which stored versions may run for the way they are signed. */
@Injectable()
export class VersionTrust implements OnModuleInit {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(APP_CONFIG) private readonly config: Config,
  ) {}

  /** What was stored under another `ESPALIER_PLUGIN_TRUST` is held against the present one before anything runs. */
  async onModuleInit(): Promise<void> {
    await this.uow.run(HOST, async (tx) => {
      for (const row of await tx.lock(PluginVersionEntity, 'order by id'))
        this.settle(tx, row, signatureOf(row));
    });
  }

  /** Writes down how a version is signed, and whether it may run, with an audit row where that changes. */
  settle(tx: Transaction, row: PluginVersionEntity, signature: JudgedSignature): PluginVersionEntity {
    const untrusted = untrustedReason(signature, this.config.pluginTrust);
    const { status, keyId } = signature;
    if (row.signature === status && row.keyId === keyId && row.untrusted === untrusted) return row;
    if (untrusted !== row.untrusted) {
      const { ownerId, id: resourceId, name, version } = row;
      const action = untrusted === null ? 'plugin.trust' : 'plugin.distrust';
      const detail = { name, version, signature: status, keyId };
      audit(tx, { ownerId, action, resource: 'plugins', resourceId, detail });
    }
    return tx.update(PluginVersionEntity, row, { signature: status, keyId, untrusted });
  }

  /** Why a version that is being installed will not run; null where it may. */
  reason(signature: JudgedSignature): string | null {
    return untrustedReason(signature, this.config.pluginTrust);
  }
}

/** Versions from before signatures were looked at have none. */
export function signatureOf({ signature, keyId }: PluginVersionEntity): JudgedSignature {
  return { status: signature ?? 'unsigned', keyId };
}
