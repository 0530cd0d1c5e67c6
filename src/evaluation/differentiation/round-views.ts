import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { rowsSeen } from '../../auth/tenancy.js';
import { places, type Reader } from '../../database/database.js';
import { DifferentiationAnswerEntity } from './differentiation-answer.entity.js';
import type { DifferentiationRoundEntity } from './differentiation-round.entity.js';
import {
  type DifferentiationRoundView,
  type RoundFigures,
  toRoundView,
} from './differentiation-round.view.js';
import { DifferentiationEntity, type DifferentiationStatus } from './differentiation.entity.js';
import type { DifferentiationOutcome } from './judge-answers.js';

/** Rounds with the figures of the pupils whom a token sees. */
export async function roundViews(
  reader: Reader,
  ctx: RequestContext,
  rounds: readonly DifferentiationRoundEntity[],
): Promise<DifferentiationRoundView[]> {
  const figures = await readFigures(reader, ctx, rounds);
  const sensitive = seesSensitive(ctx);
  const shown = { sensitive, statuses: sensitive || ctx.principal.taughtOnly };
  return rounds.map((it) => toRoundView(it, figures(it.id), shown));
}

/** The same for one round. */
export async function roundView(
  row: DifferentiationRoundEntity,
  ctx: RequestContext,
  reader: Reader,
): Promise<DifferentiationRoundView> {
  return (await roundViews(reader, ctx, [row]))[0]!;
}

interface CountedAnswer {
  readonly round: string;
  readonly policy: number;
  readonly outcome: DifferentiationOutcome;
  readonly n: number;
}

async function readFigures(
  reader: Reader,
  ctx: RequestContext,
  rounds: readonly DifferentiationRoundEntity[],
): Promise<(id: string) => RoundFigures> {
  const ids = rounds.map((it) => it.id);
  if (ids.length === 0) return () => ({ pupils: 0, statuses: {}, counts: new Map() });
  const inRounds = `differentiation_round_id in (${places(ids.length)})`;
  const rows = rowsSeen(ctx, DifferentiationEntity);
  const answers = rowsSeen(ctx, DifferentiationAnswerEntity);
  const [pupils, counted] = await Promise.all([
    reader.queryKnownAt<{ round: string; status: DifferentiationStatus }>(
      'differentiation',
      'differentiation_round_id as round, status',
      ctx.knownAt,
      `${inRounds} and ${rows.sql}`,
      [...ids, ...rows.params],
    ),
    reader.query<CountedAnswer>(
      `select differentiation_round_id as round, policy, outcome, count(*) as n from differentiation_answer
        where ${inRounds} and ${answers.sql} group by differentiation_round_id, policy, outcome`,
      [...ids, ...answers.params],
    ),
  ]);
  const pupilsOf = Map.groupBy(pupils, (it) => it.round);
  const answersOf = Map.groupBy(counted, (it) => it.round);
  return (id) => figuresOf(pupilsOf.get(id) ?? [], answersOf.get(id) ?? []);
}

function figuresOf(
  pupils: readonly { readonly status: DifferentiationStatus }[],
  answers: readonly CountedAnswer[],
): RoundFigures {
  const statuses: Partial<Record<DifferentiationStatus, number>> = {};
  for (const { status } of pupils) statuses[status] = (statuses[status] ?? 0) + 1;
  const counts = new Map<number, Partial<Record<DifferentiationOutcome, number>>>();
  for (const { policy, outcome, n } of answers) counts.set(policy, { ...counts.get(policy), [outcome]: n });
  return { pupils: pupils.length, statuses, counts };
}
