import type { Type } from '@nestjs/common';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import { type BatchDone, BatchOutcomes, readItems } from '../../common/http/batch.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import type { Transaction } from '../../database/transaction.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { RequestContext } from '../request-context.js';

/** An item of a batch that fits its class, with its place in the request. */
export interface BatchWrite<T> {
  readonly index: number;
  readonly dto: T;
}

/** Writes items, each with an outcome of its own, by its place. `bySource` changes the rows with the same source key. */
export type WriteItems<T> = (
  tx: Transaction,
  items: readonly BatchWrite<T>[],
  bySource: boolean,
) => Promise<Map<number, BatchDone | DomainError>>;

/** What has no key cannot be told from what is there, and would be doubled by the next sync. */
const SOURCE_MISSING = invalid({
  pointer: '/source',
  code: 'missing',
  detail: 'With match=source each item has a source key.',
});

/** Carries a batch out in one transaction, and keeps its answer for a repeated Idempotency-Key. */
export async function carryOutBatch<T extends { readonly source?: unknown }>(
  uow: UnitOfWork,
  ctx: RequestContext,
  shape: Type<T>,
  bodies: readonly unknown[],
  query: BatchQuery,
  write: WriteItems<T>,
  /** Adds what goes with the changes and is no fact, where the batch is not refused as a whole. */
  accompany: (tx: Transaction) => void = () => undefined,
): Promise<BatchAnswerView> {
  const items = readItems(shape, bodies);
  const outcomes = await uow.run(ctx.principal, async (tx) => {
    const all = new BatchOutcomes(items.length, query.atomic ?? false);
    for (const { index, error } of items) if (error) all.refuse(index, error);
    const bySource = query.match === 'source';
    const fit = items
      .filter((it) => it.error === null)
      .filter(({ index, dto }) => {
        if (!bySource || dto.source) return true;
        all.refuse(index, SOURCE_MISSING);
        return false;
      });
    for (const [index, it] of await write(tx, fit, bySource)) {
      if (it instanceof DomainError) all.refuse(index, it);
      else all.done(index, it);
    }
    if (all.refusesAll) tx.discard();
    else accompany(tx);
    ctx.idempotency?.keepAnswer(tx, () => all.answer());
    return all;
  });
  return outcomes.answer();
}
