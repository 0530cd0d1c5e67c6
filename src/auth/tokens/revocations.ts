import { Injectable } from '@nestjs/common';
import type { Actor } from '../../database/actor.js';
import { Database } from '../../database/database.js';
import type { FactRow } from '../../database/fact.entity.js';
import type { Transaction } from '../../database/transaction.js';
import { AccessChangeEntity } from './access-change.entity.js';

/** Another process's change is known here no later than this. */
const MOST_MILLIS_OLD = 1_000;
/** Longer than any token lasts, by more than the clocks of two machines may differ. */
const LOOK_BACK_MILLIS = 30 * 60_000;

/** How a caller is named where tokens of clients and of people are told apart. */
export function subjectOf({ clientId, staffId }: Actor): string {
  return staffId ?? `client ${clientId}`;
}

/** Whether a change is one after which tokens that were given out before may no longer stand for the row. */
export function changesAccess<E extends FactRow>(
  before: E,
  after: E,
  members: readonly (keyof E)[],
): boolean {
  return members.some((it) => JSON.stringify(before[it]) !== JSON.stringify(after[it]));
}

/** Ends the tokens that were given out for a row before this transaction's change of it. */
export function endTokens(tx: Transaction, subject: string, row: FactRow): void {
  tx.appendLate(AccessChangeEntity, () => [{ subject, version: row.sinceVersion, at: tx.at }]);
}

/**
 * Which tokens have ended before their time. It is kept in memory and read anew once a second at most, so that a
 * request costs no query of its own; what this process changes it knows at once.
 */
@Injectable()
export class Revocations {
  private readonly goodFrom = new Map<string, number>();
  private readAt = -Infinity;
  private reading: Promise<void> | null = null;

  constructor(private readonly database: Database) {}

  /** Whether `ended` may be asked without reading first. */
  get fresh(): boolean {
    return performance.now() - this.readAt < MOST_MILLIS_OLD;
  }

  /** Whether a token that was given out at this version of its subject's row has ended. */
  ended(subject: string, version: number): boolean {
    return version < (this.goodFrom.get(subject) ?? 0);
  }

  /** Reads what other processes changed; requests that come meanwhile share the one query. */
  read(): Promise<void> {
    this.reading ??= this.readNow().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  /** What this process has just committed. */
  note(subject: string, version: number): void {
    this.goodFrom.set(subject, Math.max(version, this.goodFrom.get(subject) ?? 0));
  }

  private async readNow(): Promise<void> {
    const began = performance.now();
    const rows = await this.database.query<{ subject: string; version: number }>(
      'select subject, max(version) as version from access_change where at >= ? group by subject',
      [new Date(Date.now() - LOOK_BACK_MILLIS).toISOString()],
    );
    for (const { subject, version } of rows) this.note(subject, version);
    this.readAt = began;
  }
}
