import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/transaction.js';
import {
  type InstallationListener,
  InstallationListeners,
} from '../../plugin-host/installation-listeners.js';
import { TargetEntity } from '../../targets/target.entity.js';

/**
 * Withdraws the drafts that a plugin proposed when it is disabled or removed. What people have adjusted is theirs and
 * stays, as does what they agreed.
 */
@Injectable()
export class WithdrawnProposals implements InstallationListener {
  constructor(listeners: InstallationListeners) {
    listeners.register(this);
  }

  async onWithdrawn(tx: Transaction, ownerId: string, plugin: string): Promise<void> {
    const drafts = await tx.lock(
      TargetEntity,
      `where owner_id = ? and status = 'draft' and proposal is not null and adjust_reason is null order by id`,
      [ownerId],
    );
    const statusReason = `The plugin ${plugin} is not enabled any more.`;
    for (const draft of drafts) {
      if (draft.proposal?.plugin !== plugin) continue;
      tx.update(TargetEntity, draft, { status: 'withdrawn', statusReason });
    }
  }
}
