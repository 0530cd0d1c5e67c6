import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from './database.js';
import type { Actor } from './actor.js';
import { StaleRow } from './stale-row.js';
import { Transaction } from './transaction.js';

const ATTEMPTS = 8;

/**
 * The one way to write. `work` reads and decides on a transaction and says what to insert, update and remove;
 * then the owners' versions are taken as the last locks and everything is written, with history, change events
 * and audit rows, or nothing is. A deadlock or a stale row runs `work` again, so it does nothing but ask the
 * database. Units of work never nest.
 */
export class UnitOfWork {
  constructor(private readonly database: Database) {}

  async run<T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { driver } = this.database;
    for (let attempt = 1; ; attempt++) {
      try {
        return await driver.transaction(async (connection) => {
          const tx = new Transaction(connection, driver.dialect, actor);
          const result = await work(tx);
          await tx.flush();
          return result;
        });
      } catch (error) {
        // A unique index that refused a row another writer has just added: run again, `work` finds it and says so.
        const raced = attempt === 1 && driver.uniqueViolation(error) !== null;
        const again = raced || error instanceof StaleRow || driver.isRetryable(error);
        if (!again || attempt >= ATTEMPTS) throw error;
        await delay(Math.random() * 5 * 2 ** attempt);
      }
    }
  }
}
