import { Injectable } from '@nestjs/common';
import { now } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { RUNNER } from './batch-claims.js';
import { readProgress } from './batch-counts.js';
import type { EvaluationBatchEntity } from './evaluation-batch.entity.js';
import { EvaluationEntity } from './evaluation.entity.js';
import { addCounts } from './outcome.js';

const OF_RUN = 'owner_id = ? and evaluation_id = ?';

/** Ends runs: once, when their last batch is done, or when one cannot be done. */
@Injectable()
export class RunEnds {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
  ) {}

  /** Ends a run whose batches are all done. */
  async endIfDone(ownerId: string, id: string): Promise<void> {
    const left = await this.database.query(
      `select 1 from evaluation_batch where ${OF_RUN} and state <> 'done' limit 1`,
      [ownerId, id],
    );
    if (left.length > 0) return;
    await this.uow.run(RUNNER, async (tx) => {
      const run = await lockRunning(tx, ownerId, id);
      if (!run) return;
      const progress = await readProgress(tx, run);
      if (!progress.isDone) return;
      const counts = progress.counts.map(addCounts);
      tx.update(EvaluationEntity, run, { status: 'succeeded', counts, finishedAt: now() });
      await tx.write(`delete from evaluation_claim where ${OF_RUN}`, [ownerId, id]);
    });
  }

  /** Ends a run that cannot be carried out; what was written of it stays. */
  async giveUp(batch: EvaluationBatchEntity, failure: string): Promise<void> {
    const { ownerId, evaluationId: id } = batch;
    await this.uow.run(RUNNER, async (tx) => {
      const run = await lockRunning(tx, ownerId, id);
      if (!run) return;
      tx.update(EvaluationEntity, run, { status: 'failed', failure, finishedAt: now() });
      await tx.write(`update evaluation_batch set state = 'dropped' where ${OF_RUN} and state <> 'done'`, [
        ownerId,
        id,
      ]);
      await tx.write(`delete from evaluation_claim where ${OF_RUN}`, [ownerId, id]);
    });
  }

  /** Ends the runs that a killed process had finished but not ended, and those over no pupils. */
  async endFinished(): Promise<void> {
    const running = await this.database.select(EvaluationEntity, `where status = 'running'`);
    for (const { ownerId, id } of running) await this.endIfDone(ownerId, id);
  }
}

async function lockRunning(tx: Transaction, ownerId: string, id: string): Promise<EvaluationEntity | null> {
  const run = await tx.lockOne(EvaluationEntity, 'where owner_id = ? and id = ?', [ownerId, id]);
  return run?.status === 'running' ? run : null;
}
