import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { reconcileBatch } from '../recommendations/reconcile-batch.js';
import { holdClaim, markDone, RUNNER } from './batch-claims.js';
import type { EvaluatedBatch, EvaluatedPupil } from './batch-evaluator.js';
import type { EvaluationBatchEntity } from './evaluation-batch.entity.js';
import { EvaluationResultEntity } from './evaluation-result.entity.js';
import { countOutcomes, outcomeOf } from './outcome.js';

const DETAIL_CHARS = 500;

/** Writes what came of a batch, in one short transaction that only the holder of its newest claim may make. */
@Injectable()
export class BatchWriter {
  constructor(private readonly uow: UnitOfWork) {}

  async write(batch: EvaluationBatchEntity, { run, pupils }: EvaluatedBatch): Promise<void> {
    const rows = pupils.map((it) => toResultRow(batch, it));
    const counts = countOutcomes(rows.map((it) => it.outcome));
    await this.uow.run(RUNNER, async (tx) => {
      if (!(await holdClaim(tx, batch))) return;
      if (run.mode === 'live') await reconcileBatch(tx, run, run.facts.policies[batch.policy]!, pupils);
      tx.append(EvaluationResultEntity, ...rows);
      await markDone(tx, batch, counts);
    });
  }
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
