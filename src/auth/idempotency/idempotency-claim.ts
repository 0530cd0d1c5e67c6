import { SYSTEM_OWNER } from '../../common/ids.js';
import type { FactRow } from '../../database/fact.entity.js';
import type { Transaction } from '../../database/transaction.js';
import { IdempotencyKeyEntity, IdempotencyPartEntity } from './idempotency-key.entity.js';

/** Characters of one part: below the 64 KB of a MariaDB text, four bytes a character. */
const PART_CHARS = 16_000;

/** A request with an Idempotency-Key that is being carried out for the first time. */
export class IdempotencyClaim {
  constructor(
    readonly clientId: string,
    readonly route: string,
    readonly idempotencyKey: string,
    readonly bodyHash: string,
  ) {}

  /** Keeps the key with the row that was made, in the transaction that makes it. */
  keepResource(tx: Transaction, row: FactRow): void {
    tx.appendLate(IdempotencyKeyEntity, () => [this.entry(row.id, row.sinceVersion, tx.at)]);
  }

  /** Keeps the key with the answer of a batch. */
  keepAnswer(tx: Transaction, answer: () => unknown): void {
    tx.append(IdempotencyKeyEntity, this.entry(SYSTEM_OWNER, 0, tx.at));
    tx.appendLate(IdempotencyPartEntity, () => {
      const text = JSON.stringify(answer());
      const parts = Math.ceil(text.length / PART_CHARS);
      return Array.from({ length: parts }, (_, part) => ({
        clientId: this.clientId,
        route: this.route,
        idempotencyKey: this.idempotencyKey,
        part,
        body: text.slice(part * PART_CHARS, (part + 1) * PART_CHARS),
      }));
    });
  }

  private entry(resourceId: string, version: number, createdAt: string): IdempotencyKeyEntity {
    const { clientId, route, idempotencyKey, bodyHash } = this;
    return { clientId, route, idempotencyKey, bodyHash, resourceId, version, createdAt };
  }
}
