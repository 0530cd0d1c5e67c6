import { Injectable } from '@nestjs/common';
import { newId } from '../../common/ids.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type RequestContext, seesSensitive } from '../request-context.js';
import { AuditEventEntity } from './audit-event.entity.js';

/** What is to be written down. */
export interface AuditEntry {
  readonly ownerId: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceId: string;
  readonly detail?: Record<string, unknown> | null;
}

/** Adds audit rows to the transaction of what they tell of. */
export function audit(tx: Transaction, ...entries: readonly AuditEntry[]): void {
  const rows = entries.map((entry): AuditEventEntity => ({
    ...entry,
    id: newId(),
    at: tx.at,
    clientId: tx.actor.clientId,
    staffId: tx.actor.staffId,
    detail: entry.detail ?? null,
  }));
  tx.append(AuditEventEntity, ...rows);
}

/** Writes down reads of sensitive members, before they are answered. */
@Injectable()
export class SensitiveReads {
  constructor(private readonly uow: UnitOfWork) {}

  /** Nothing is written for a token without `sensitive:read`: it is shown nothing sensitive. */
  async note(
    ctx: RequestContext,
    resource: string,
    rows: readonly { readonly ownerId: string; readonly id: string }[],
  ): Promise<void> {
    if (seesSensitive(ctx)) await this.noteShown(ctx, resource, rows);
  }

  /** The same where a token without `sensitive:read` is shown something that may tell of what is sensitive. */
  async noteShown(
    ctx: RequestContext,
    resource: string,
    rows: readonly { readonly ownerId: string; readonly id: string }[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await this.uow.run(ctx.principal, async (tx) => {
      audit(
        tx,
        ...rows.map(({ ownerId, id }) => ({ ownerId, action: 'sensitive.read', resource, resourceId: id })),
      );
    });
  }
}
