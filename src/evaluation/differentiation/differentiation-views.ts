import type { RequestContext } from '../../auth/request-context.js';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { DifferentiationAnswerEntity } from './differentiation-answer.entity.js';
import { DifferentiationDecisionEntity } from './differentiation-decision.entity.js';
import { toDecisionView } from './differentiation-decision.view.js';
import type { DifferentiationEntity } from './differentiation.entity.js';
import { type DifferentiationView, toDifferentiationView } from './differentiation.view.js';
import { readRounds } from './read-rounds.js';
import type { Shown } from './shown-advice.js';

/** Pupils' rows with what the policies answered and the latest decision, as known at the request's instant. */
export async function differentiationViews(
  reader: Reader,
  ctx: RequestContext,
  rows: readonly DifferentiationEntity[],
  shownOf: (row: DifferentiationEntity) => Shown,
): Promise<DifferentiationView[]> {
  const [rounds, answers, decisions] = await Promise.all([
    readRounds(reader, rows),
    readAnswers(reader, rows),
    readDecisions(reader, ctx, rows),
  ]);
  return rows.map((row) => {
    const shown = shownOf(row);
    const decision = decisions.get(row.decisionId ?? '');
    return toDifferentiationView(row, {
      policies: rounds.get(row.differentiationRoundId)!.facts.policies,
      answers: answers.get(keyOf(row)) ?? [],
      decision: decision ? toDecisionView(decision, shown, ctx.principal.staffId) : null,
      shown,
    });
  });
}

/** By round and pupil, in the order of the policies. */
async function readAnswers(
  reader: Reader,
  rows: readonly DifferentiationEntity[],
): Promise<Map<string, DifferentiationAnswerEntity[]>> {
  const answers = new Map<string, DifferentiationAnswerEntity[]>();
  const byRound = Map.groupBy(rows, (it) => it.differentiationRoundId);
  for (const [roundId, own] of byRound) {
    for (const part of inParts(own.map((it) => it.pupilId))) {
      const found = await reader.select(
        DifferentiationAnswerEntity,
        `where owner_id = ? and differentiation_round_id = ? and pupil_id in (${places(part.length)})
          order by policy`,
        [own[0]!.ownerId, roundId, ...part],
      );
      for (const it of found) answers.set(keyOf(it), [...(answers.get(keyOf(it)) ?? []), it]);
    }
  }
  return answers;
}

async function readDecisions(
  reader: Reader,
  { knownAt }: RequestContext,
  rows: readonly DifferentiationEntity[],
): Promise<Map<string, DifferentiationDecisionEntity>> {
  const decisions = new Map<string, DifferentiationDecisionEntity>();
  for (const part of inParts(rows.flatMap((it) => it.decisionId ?? []))) {
    const where = `id in (${places(part.length)})`;
    const found = await reader.selectKnownAt(DifferentiationDecisionEntity, knownAt, where, part);
    for (const it of found) decisions.set(it.id, it);
  }
  return decisions;
}

function keyOf({
  differentiationRoundId,
  pupilId,
}: {
  differentiationRoundId: string;
  pupilId: string;
}): string {
  return `${differentiationRoundId} ${pupilId}`;
}
