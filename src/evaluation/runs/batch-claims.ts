import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EvaluationBatchEntity } from './evaluation-batch.entity.js';

/** Long enough for any batch between two renewals. */
const LEASE_MILLIS = 15_000;

/** Tries at one batch before its run is given up. */
const MOST_TRIES = 8;

export const RUNNER = { clientId: 'evaluation', staffId: null };

const KEY = 'owner_id = ? and evaluation_id = ? and policy = ? and batch = ?';

/** Who works on which batch: a lease that must be renewed, and a token that only the newest claim knows. */
@Injectable()
export class BatchClaims {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
  ) {}

  /** Claims a batch that is pending, or whose lease has run out; null where there is none. */
  claim(): Promise<EvaluationBatchEntity | null> {
    return this.uow.run(RUNNER, async (tx) => {
      const found =
        (await tx.lockFree(
          EvaluationBatchEntity,
          // In the order of the index: a sorted one would hold every pending batch, and others would find none free.
          `where state = 'pending' order by evaluation_id, owner_id, policy, batch limit 1`,
        )) ??
        (await tx.lockFree(EvaluationBatchEntity, `where state = 'claimed' and lease_until < ? limit 1`, [
          tx.at,
        ]));
      if (!found) return null;
      const claimed: EvaluationBatchEntity = {
        ...found,
        state: 'claimed',
        token: found.token + 1,
        leaseUntil: leaseFrom(Date.now()),
      };
      await tx.write(`update evaluation_batch set state = ?, token = ?, lease_until = ? where ${KEY}`, [
        claimed.state,
        claimed.token,
        claimed.leaseUntil,
        ...keyOf(claimed),
      ]);
      return claimed;
    });
  }

  /** Whether a batch has been tried too often. */
  isHopeless(batch: EvaluationBatchEntity): boolean {
    return batch.token > MOST_TRIES;
  }

  /** Keeps the lease of a batch alive until the returned function is called. */
  keepAlive(batch: EvaluationBatchEntity): () => void {
    const timer = setInterval(() => void this.renew(batch).catch(() => undefined), LEASE_MILLIS / 3);
    timer.unref();
    return () => {
      clearInterval(timer);
    };
  }

  /** Whether there is anything left to do. */
  async isWorkLeft(): Promise<boolean> {
    const rows = await this.database.query(
      `select 1 from evaluation_batch where state in ('pending', 'claimed') limit 1`,
    );
    return rows.length > 0;
  }

  /** Gives a claimed batch back, untouched, to whoever claims it next. */
  async release(batch: EvaluationBatchEntity): Promise<void> {
    await this.uow.run(RUNNER, (tx) =>
      tx.write(
        `update evaluation_batch set state = 'pending', lease_until = null
         where ${KEY} and state = 'claimed' and token = ?`,
        [...keyOf(batch), batch.token],
      ),
    );
  }

  /** SQLite has one process, so whatever is claimed when it starts belongs to one that has ended. */
  async releaseAll(): Promise<void> {
    if (this.database.driver.dialect !== 'sqlite') return;
    await this.uow.run(RUNNER, (tx) =>
      tx.write(`update evaluation_batch set state = 'pending' where state = 'claimed'`),
    );
  }

  private async renew(batch: EvaluationBatchEntity): Promise<void> {
    await this.uow.run(RUNNER, (tx) =>
      tx.write(
        `update evaluation_batch set lease_until = ? where ${KEY} and state = 'claimed' and token = ?`,
        [leaseFrom(Date.now()), ...keyOf(batch), batch.token],
      ),
    );
  }
}

/** Holds a claimed batch until the end of the transaction; false where somebody else has claimed it since. */
export async function holdClaim(tx: Transaction, batch: EvaluationBatchEntity): Promise<boolean> {
  const row = await tx.lockOne(EvaluationBatchEntity, `where ${KEY}`, keyOf(batch));
  return row?.state === 'claimed' && row.token === batch.token;
}

/** Writes down that a held batch is done. */
export async function markDone(tx: Transaction, batch: EvaluationBatchEntity, counts: object): Promise<void> {
  await tx.write(`update evaluation_batch set state = 'done', lease_until = null, counts = ? where ${KEY}`, [
    JSON.stringify(counts),
    ...keyOf(batch),
  ]);
}

function keyOf({ ownerId, evaluationId, policy, batch }: EvaluationBatchEntity): (string | number)[] {
  return [ownerId, evaluationId, policy, batch];
}

function leaseFrom(millis: number): string {
  return new Date(millis + LEASE_MILLIS).toISOString();
}
