import type { ProposedDraft } from './contradicting-draft.js';
import type { TargetProposalEntity } from './target-proposal.entity.js';

/** A draft of another policy that a proposal contradicts. */
export class ContradictedDraftView {
  /** The draft: adjust it, agree to it or withdraw it. */
  targetId!: string;
  /** The package. @example '@example/estimates' */
  plugin!: string;
  /** @example 'estimate-and-challenge' */
  policyId!: string;
  /** What that policy proposed, in points of the framework. @example 14 */
  target!: number;
  /** @example '2026-07-10' */
  due!: string;
  /** Why, in that policy’s words. @example 'From 12 the estimate is 13; with a point of challenge 14.' */
  reason!: string;
}

/** What one pupil of a set got from its policy. */
export class PupilProposalView {
  pupilId!: string;
  /**
   * proposed: there is a draft; targetAgreed and draftPending: the pupil had a target or a draft in the subject and
   * framework; insufficientData, watch, noneNeeded and notApplicable: as the policy said; notEvaluated: the policy
   * failed on this pupil, or proposed what cannot be a target. @example 'proposed'
   */
  outcome!: string;
  /** The draft that was made of the proposal. */
  targetId!: string | null;
  /** Each answer of the policy, with its reason and evidence, or what it lacked; null where there is none. */
  verdicts!: Record<string, unknown>[] | null;
  /**
   * With `draftPending`: the draft that waits, where another policy proposed another target or day for the pupil in
   * this subject and framework. Nothing was made of this set’s proposal, which stands in `verdicts`.
   */
  conflict!: ContradictedDraftView | null;
  /** Why the pupil was not evaluated: `badOutput`, `timeout`, `crash` and others. @example null */
  reason!: string | null;
  /** In words. @example null */
  detail!: string | null;
  /** SHA-256 of what the policy saw of the pupil. */
  inputDigest!: string;
}

export function toPupilProposalView(
  row: TargetProposalEntity,
  contradicted: ProposedDraft | null,
): PupilProposalView {
  const { pupilId, outcome, targetId, reason, detail, inputDigest } = row;
  const verdicts = row.verdicts as Record<string, unknown>[] | null;
  const conflict = contradicted && toContradictedView(contradicted);
  return { pupilId, outcome, targetId, verdicts, conflict, reason, detail, inputDigest };
}

function toContradictedView({ id: targetId, proposal }: ProposedDraft): ContradictedDraftView {
  const { plugin, policyId, target, due, reason } = proposal;
  return { targetId, plugin, policyId, target, due, reason };
}
