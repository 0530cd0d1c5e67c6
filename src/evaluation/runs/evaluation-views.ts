import type { RequestContext } from '../../auth/request-context.js';
import type { Reader } from '../../database/database.js';
import type { EvaluationEntity } from './evaluation.entity.js';
import { type EvaluationView, toEvaluationView } from './evaluation.view.js';
import { readFigures } from './run-figures.js';

/** Runs with the figures that a token sees of them. */
export async function evaluationViews(
  reader: Reader,
  ctx: RequestContext,
  runs: readonly EvaluationEntity[],
): Promise<EvaluationView[]> {
  const figures = await readFigures(reader, ctx, runs);
  return runs.map((it, i) => toEvaluationView(it, figures[i]!, ctx));
}

/** The same for one run. */
export async function evaluationView(
  reader: Reader,
  ctx: RequestContext,
  run: EvaluationEntity,
): Promise<EvaluationView> {
  return (await evaluationViews(reader, ctx, [run]))[0]!;
}
