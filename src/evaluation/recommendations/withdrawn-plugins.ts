import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/transaction.js';
import {
  type InstallationListener,
  InstallationListeners,
} from '../../plugin-host/installation-listeners.js';
import { RecommendationEntity } from './recommendation.entity.js';

/** Withdraws what a plugin has recommended when it is disabled or removed; what was decided stays. */
@Injectable()
export class WithdrawnPlugins implements InstallationListener {
  constructor(listeners: InstallationListeners) {
    listeners.register(this);
  }

  async onWithdrawn(tx: Transaction, ownerId: string, plugin: string): Promise<void> {
    const open = await tx.lock(
      RecommendationEntity,
      `where owner_id = ? and status = 'open' and plugin = ?`,
      [ownerId, plugin],
    );
    for (const row of open) tx.update(RecommendationEntity, row, { status: 'withdrawn', activeKey: null });
  }
}
