import { Injectable } from '@nestjs/common';
import { places } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { keepLogLines } from '../../plugin-host/log/keep-log-lines.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { reconcileBatch } from '../recommendations/reconcile-batch.js';
import { holdClaim, markDone, RUNNER } from './batch-claims.js';
import type { EvaluatedBatch, EvaluatedPupil } from './batch-evaluator.js';
import type { EvaluationBatchEntity } from './evaluation-batch.entity.js';
import { EvaluationResultEntity } from './evaluation-result.entity.js';
import { countOutcomes, outcomeOf } from './outcome.js';

const DETAIL_CHARS = 500;

const REMOVED = 'The pupil was removed while the run went on.';

/** Writes what came of a batch, in one short transaction that only the holder of its newest claim may make. */
@Injectable()
export class BatchWriter {
  constructor(private readonly uow: UnitOfWork) {}

  async write(batch: EvaluationBatchEntity, { run, pupils, log }: EvaluatedBatch): Promise<void> {
    await this.uow.run(RUNNER, async (tx) => {
      if (!(await holdClaim(tx, batch))) return;
      // A recommendation that is refused may be for a pupil who was removed while the run went on.
      const answered = tx.refused ? await withoutRemoved(tx, batch, pupils) : pupils;
      if (run.mode === 'live') await reconcileBatch(tx, run, run.facts.policies[batch.policy]!, answered);
      const rows = answered.map((it) => toResultRow(batch, it));
      tx.append(EvaluationResultEntity, ...rows);
      const { ownerId, evaluationId: runId } = batch;
      await keepLogLines(tx, { ...run.facts.policies[batch.policy]!, ownerId, runId }, log);
      await markDone(tx, batch, countOutcomes(rows.map((it) => it.outcome)));
    });
  }
}

async function withoutRemoved(
  tx: Transaction,
  { ownerId, pupilIds }: EvaluationBatchEntity,
  pupils: readonly EvaluatedPupil[],
): Promise<EvaluatedPupil[]> {
  const rows = await tx.lock(PupilEntity, `where owner_id = ? and id in (${places(pupilIds.length)})`, [
    ownerId,
    ...pupilIds,
  ]);
  const there = new Set(rows.map((it) => it.id));
  return pupils.map((it) =>
    there.has(it.pupilId)
      ? it
      : { ...it, outcome: { ref: it.outcome.ref, notEvaluated: 'removed', detail: REMOVED } },
  );
}

function toResultRow(
  { ownerId, evaluationId, policy }: EvaluationBatchEntity,
  { pupilId, outcome, inputDigest }: EvaluatedPupil,
): EvaluationResultEntity {
  const failed = 'notEvaluated' in outcome;
  return {
    ownerId,
    evaluationId,
    pupilId,
    policy,
    outcome: outcomeOf(outcome),
    verdicts: failed ? null : outcome.verdicts,
    reason: failed ? outcome.notEvaluated : null,
    detail: failed ? outcome.detail.slice(0, DETAIL_CHARS) : null,
    inputDigest,
  };
}
