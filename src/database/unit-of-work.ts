import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../common/errors/domain-error.js';
import type { Actor } from './actor.js';
import { ConnectionLost } from './connection.js';
import type { Database } from './database.js';
import { StaleRow } from './stale-row.js';
import { Transaction } from './transaction.js';

const ATTEMPTS = 8;

/** Told whose facts a transaction has changed, after it has committed. It only takes note, and does not throw. */
export type CommitListener = (ownerIds: ReadonlySet<string>) => void;

/**
 * The one way to write. `work` reads and decides on a transaction and says what to insert, update and remove;
 * then the owners' versions are taken as the last locks and everything is written, with history, change events
 * and audit rows, or nothing is. A deadlock, a stale row or a connection lost before commit runs `work` again, so
 * it does nothing but ask the database. Units of work never nest.
 */
export class UnitOfWork {
  private readonly listeners: CommitListener[] = [];

  constructor(private readonly database: Database) {}

  /** Has a listener told of what this process commits from now on. */
  onCommitted(listener: CommitListener): void {
    this.listeners.push(listener);
  }

  async run<T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { driver } = this.database;
    let refused = false;
    for (let attempt = 1; ; attempt++) {
      try {
        const { result, changed } = await driver.transaction(async (connection) => {
          const tx = new Transaction(connection, driver.dialect, actor, refused);
          const result = await work(tx);
          await tx.flush();
          return { result, changed: tx.changedOwners() };
        });
        if (changed.size > 0) for (const listener of this.listeners) listener(changed);
        return result;
      } catch (error) {
        // An index or a foreign key refused a row: run again, `work` looks for the reason and says so.
        const refusedNow =
          !refused && (driver.uniqueViolation(error) !== null || driver.isForeignKeyViolation(error));
        if (refusedNow) refused = true;
        const passes = error instanceof StaleRow || driver.isRetryable(error) || isLostBeforeCommit(error);
        if (!refusedNow && !passes) throw error;
        if (attempt >= ATTEMPTS) throw error instanceof DomainError ? error : busy(error);
        if (!refusedNow) await delay(Math.random() * 5 * 2 ** attempt);
      }
    }
  }
}

function isLostBeforeCommit(error: unknown): boolean {
  return error instanceof ConnectionLost && !error.duringCommit;
}

function busy(cause: unknown): DomainError {
  const detail = 'Too many others write the same rows; nothing was stored. Try again soon.';
  const error = new DomainError('unavailable', detail, [], { 'retry-after': '1' });
  error.cause = cause;
  return error;
}
