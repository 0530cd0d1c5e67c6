import { weeksToDate } from '../../assessments/attendance/school-weeks.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Reader } from '../../database/database.js';
import { EvaluationEntity } from '../../evaluation/runs/evaluation.entity.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import { type DecisionAbout, decisionsAbout, toErasedDecision } from '../erasure/decisions-about.js';
import type { ErasedDecision } from '../erasure/erasure.entity.js';
import { latestPassed } from './anniversaries.js';
import type { RetentionFrame } from './read-record-facts.js';
import { KINDS, type RecordKind } from './record-kinds.js';

/**
 * Decisions about a pupil that can be replayed no more once what is due of a kind is gone: those that go with it, and
 * those on what a policy made of it.
 */
export async function unreplayable(
  reader: Reader,
  pupil: PupilEntity,
  kind: RecordKind,
  frame: RetentionFrame,
): Promise<ErasedDecision[]> {
  const decisions = await decisionsAbout(reader, pupil);
  if (kind === 'recommendations') return decisions.map(toErasedDecision);
  const inputsOf = await readInputs(reader, decisions);
  const { inputs } = KINDS[kind];
  return decisions
    .filter((it) => inputsOf(it).some((input) => inputs.includes(input)))
    .filter((it) => kind !== 'attendance' || sawWeeksUntil(it, latestPassed(frame.day, frame.terms[kind])))
    .map(toErasedDecision);
}

/** A policy sees the attendance of the academic year to date. */
function sawWeeksUntil({ asOf }: DecisionAbout, lastDay: string): boolean {
  return weeksToDate(asOf).from <= lastDay;
}

/** Names of the inputs that the policy behind a decision could see, without their subjects. */
async function readInputs(
  reader: Reader,
  decisions: readonly DecisionAbout[],
): Promise<(decision: DecisionAbout) => string[]> {
  const runs = new Map<string, EvaluationEntity>();
  for (const part of inParts(decisions.map((it) => it.evaluationId))) {
    const rows = await reader.select(EvaluationEntity, `where id in (${places(part.length)})`, part);
    for (const it of rows) runs.set(it.id, it);
  }
  return ({ evaluationId, plugin, policyId }) => {
    const policies = runs.get(evaluationId)?.facts.policies ?? [];
    const policy = policies.find((it) => it.plugin === plugin && it.policyId === policyId);
    return (policy?.inputs ?? []).map((it) => it.split(':')[0]!);
  };
}
