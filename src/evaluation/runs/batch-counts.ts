import type { Reader } from '../../database/database.js';
import type { EvaluationEntity } from './evaluation.entity.js';
import type { BatchState } from './evaluation-batch.entity.js';
import type { OutcomeCounts } from './outcome.js';

interface CountedBatch {
  readonly policy: number;
  readonly state: BatchState;
  /** JSON; null where the batch is not done. */
  readonly counts: string | null;
}

/** How far a run has come. */
export interface RunProgress {
  readonly isDone: boolean;
  /** Counts of the batches that are done, policy by policy. */
  readonly counts: OutcomeCounts[][];
}

/** Reads how far a run has come, without the pupils of its batches: clients ask for this again and again. */
export async function readProgress(
  reader: Reader,
  { ownerId, id, facts }: Pick<EvaluationEntity, 'ownerId' | 'id' | 'facts'>,
): Promise<RunProgress> {
  const batches = await reader.query<CountedBatch>(
    'select policy, state, counts from evaluation_batch where owner_id = ? and evaluation_id = ?',
    [ownerId, id],
  );
  return {
    isDone: batches.every((it) => it.state === 'done'),
    counts: facts.policies.map((_, i) =>
      batches.flatMap((it) =>
        it.policy === i && it.state === 'done' && it.counts ? [JSON.parse(it.counts) as OutcomeCounts] : [],
      ),
    ),
  };
}
