import type { RequestContext } from '../../auth/request-context.js';
import { rowsSeen } from '../../auth/tenancy.js';
import { places, type Reader } from '../../database/database.js';
import { readProgress } from './batch-counts.js';
import { EvaluationBatchEntity } from './evaluation-batch.entity.js';
import type { EvaluationEntity } from './evaluation.entity.js';
import { EvaluationResultEntity } from './evaluation-result.entity.js';
import { addCounts, noCounts, type OutcomeCounts, type OutcomeKind } from './outcome.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';

/** How many pupils a run is over, and how many of them got what from each policy so far. */
export interface RunFigures {
  readonly pupils: number;
  /** In the order of the run's policies. */
  readonly counts: readonly OutcomeCounts[];
}

/**
 * The figures of runs as a token sees them, in their order: of all pupils of each run or, for who is nothing but a
 * teacher, of those taught today.
 */
export async function readFigures(
  reader: Reader,
  ctx: RequestContext,
  runs: readonly EvaluationEntity[],
): Promise<RunFigures[]> {
  if (!ctx.principal.taughtOnly) return Promise.all(runs.map((it) => figuresOfAll(reader, it)));
  const counted = await countSeen(reader, ctx, runs);
  return Promise.all(runs.map((it) => figuresSeen(reader, ctx, it, counted.get(it.id) ?? [])));
}

async function figuresOfAll(reader: Reader, run: EvaluationEntity): Promise<RunFigures> {
  const counts = run.counts ?? (await readProgress(reader, run)).counts.map(addCounts);
  return { pupils: run.pupils, counts };
}

interface CountedOutcome {
  readonly run: string;
  readonly policy: number;
  readonly outcome: OutcomeKind;
  readonly n: number;
}

/** What the pupils whom a token sees got, counted by run. */
async function countSeen(
  reader: Reader,
  ctx: RequestContext,
  runs: readonly EvaluationEntity[],
): Promise<Map<string, CountedOutcome[]>> {
  if (runs.length === 0) return new Map();
  const seen = rowsSeen(ctx, EvaluationResultEntity);
  const rows = await reader.query<CountedOutcome>(
    `select evaluation_id as run, policy, outcome, count(*) as n from evaluation_result
      where evaluation_id in (${places(runs.length)}) and ${seen.sql} group by evaluation_id, policy, outcome`,
    [...runs.map((it) => it.id), ...seen.params],
  );
  return Map.groupBy(rows, (it) => it.run);
}

async function figuresSeen(
  reader: Reader,
  ctx: RequestContext,
  run: EvaluationEntity,
  counted: readonly CountedOutcome[],
): Promise<RunFigures> {
  const counts = run.facts.policies.map((_, i): OutcomeCounts => {
    const own = counted.filter((it) => it.policy === i).map((it) => [it.outcome, it.n]);
    return { ...noCounts(), ...(Object.fromEntries(own) as Partial<OutcomeCounts>) };
  });
  // Every policy of a run that has succeeded has answered on each of its pupils.
  const pupils = run.status === 'succeeded' ? sumOf(counts[0]!) : await pupilsSeen(reader, ctx, run);
  return { pupils, counts };
}

function sumOf(counts: OutcomeCounts): number {
  return Object.values(counts).reduce((sum, it) => sum + it, 0);
}

/** How many pupils a token sees of those whom a run that goes on, or has failed, is over. */
async function pupilsSeen(reader: Reader, ctx: RequestContext, { ownerId, id }: EvaluationEntity) {
  const seen = rowsSeen(ctx, PupilEntity);
  const rows = await reader.query<{ id: string }>(`select id from pupil where owner_id = ? and ${seen.sql}`, [
    ownerId,
    ...seen.params,
  ]);
  const taught = new Set(rows.map((it) => it.id));
  const batches = await reader.select(
    EvaluationBatchEntity,
    'where owner_id = ? and evaluation_id = ? and policy = 0',
    [ownerId, id],
  );
  return batches.flatMap((it) => it.pupilIds).filter((it) => taught.has(it)).length;
}
