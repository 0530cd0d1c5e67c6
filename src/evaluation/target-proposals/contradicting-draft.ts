import type { ProposeTargetVerdict, TargetVerdict } from '@espalier/sdk';
import type { TargetProposal } from '../../targets/proposal.js';
import { judgeProposal } from './judge-proposal.js';

/** A policy, by package and id. */
interface Policy {
  readonly plugin: string;
  readonly policyId: string;
}

/** A draft that a policy proposed. */
export interface ProposedDraft {
  readonly id: string;
  readonly proposal: TargetProposal;
}

/**
 * Whether what a policy answered for a pupil contradicts a draft that waits: another policy proposed it for the same
 * pupil, subject and framework, with another target or another day. Which of them it is to be is for people to say;
 * nothing is made of the second one.
 */
export function contradicts(
  policy: Policy,
  verdicts: readonly TargetVerdict[] | null,
  subject: string,
  { proposal }: Pick<ProposedDraft, 'proposal'>,
): boolean {
  if (proposal.plugin === policy.plugin && proposal.policyId === policy.policyId) return false;
  const judged: ProposeTargetVerdict | string = judgeProposal(verdicts ?? [], subject);
  if (typeof judged === 'string') return false;
  return judged.target !== proposal.target || judged.due !== proposal.due;
}
