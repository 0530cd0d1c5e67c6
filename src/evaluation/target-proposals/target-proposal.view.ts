import type { TargetProposalEntity } from './target-proposal.entity.js';

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
  /** Why the pupil was not evaluated: `badOutput`, `timeout`, `crash` and others. @example null */
  reason!: string | null;
  /** In words. @example null */
  detail!: string | null;
  /** SHA-256 of what the policy saw of the pupil. */
  inputDigest!: string;
}

export function toPupilProposalView(row: TargetProposalEntity): PupilProposalView {
  const { pupilId, outcome, targetId, reason, detail, inputDigest } = row;
  const verdicts = row.verdicts as Record<string, unknown>[] | null;
  return { pupilId, outcome, targetId, verdicts, reason, detail, inputDigest };
}
