import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/transaction.js';
import {
  type InstallationListener,
  InstallationListeners,
} from '../../plugin-host/installation-listeners.js';
import { AllocationEntity } from './allocation.entity.js';

/** Withdraws what a plugin would give out when it is disabled or removed; what a person has confirmed stays. */
@Injectable()
export class WithdrawnAllocations implements InstallationListener {
  constructor(listeners: InstallationListeners) {
    listeners.register(this);
  }

  async onWithdrawn(tx: Transaction, ownerId: string, plugin: string): Promise<void> {
    const open = await tx.lock(
      AllocationEntity,
      `where owner_id = ? and status = 'open' and plugin = ? order by id`,
      [ownerId, plugin],
    );
    for (const row of open) tx.update(AllocationEntity, row, { status: 'withdrawn', activeKey: null });
  }
}
