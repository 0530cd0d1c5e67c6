import type { Evidence, UnfundedRequest } from '@espalier/sdk';
import type { NewFact } from '../../database/transaction.js';
import { readsSensitive } from '../runs/sees-outcomes.js';
import type { AllocationRowEntity } from './allocation-row.entity.js';
import type { Answered, Question } from './allocator.js';
import { PlacesLeft } from './assign-places.js';

interface Answer {
  readonly ref: number;
  readonly why: UnfundedRequest['why'] | null;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

/** The rows of an allocation as a policy answered them: in its order, what is not funded last. */
export function proposedRows(
  allocationId: string,
  { ownerId, policy, asked, groups }: Question,
  { round, answer, inputDigests }: Answered,
): NewFact<AllocationRowEntity>[] {
  const left = new PlacesLeft(groups);
  // A policy is told what a plan specifies, and may say so of one pupil by saying otherwise of another.
  const telling = readsSensitive(policy) || asked.some((it) => it.statutory);
  const answers: Answer[] = [
    ...answer.funded.map((it) => ({ ...it, why: null })),
    ...answer.unfunded.map((it) => ({ ...it, evidence: [] })),
  ];
  return answers.map(({ ref, why, reason, evidence }, i): NewFact<AllocationRowEntity> => {
    const { recommendation } = asked[ref]!;
    const { learner: _learner, ...request } = round.requests[ref]!;
    const outcome = why === null ? 'funded' : 'unfunded';
    return {
      ...request,
      ownerId,
      pupilId: recommendation.pupilId,
      allocationId,
      recommendationId: recommendation.id,
      proposedOutcome: outcome,
      proposedRank: i + 1,
      why,
      reason,
      evidence,
      onSensitiveInputs: telling || recommendation.onSensitiveInputs,
      inputDigest: inputDigests[ref]!,
      outcome,
      position: i + 1,
      changeReason: null,
      changedBy: null,
      provisionId: outcome === 'funded' ? (left.take(recommendation)?.id ?? null) : null,
      decisionId: null,
      interventionId: null,
    };
  });
}
