import type { ProposeTargetVerdict, TargetVerdict } from '@espalier/sdk';

/** What came of a pupil in a set of proposals. */
export const PROPOSAL_OUTCOMES = [
  'proposed',
  'targetAgreed',
  'draftPending',
  'insufficientData',
  'watch',
  'noneNeeded',
  'notApplicable',
  'notEvaluated',
] as const;

export type ProposalOutcome = (typeof PROPOSAL_OUTCOMES)[number];

/** Why verdicts hold no proposal in a subject. */
export type NoProposal = 'insufficientData' | 'watch' | 'noneNeeded' | 'notApplicable';

/** In the order in which one reason stands for several. */
const REASONS: readonly NoProposal[] = ['insufficientData', 'watch', 'noneNeeded', 'notApplicable'];

/**
 * What a pupil's verdicts say of one subject: the proposal, or why there is none. Verdicts without a subject say it of
 * all; a policy that speaks of other subjects alone has nothing to say of this one.
 */
export function judgeProposal(
  verdicts: readonly TargetVerdict[],
  subject: string,
): ProposeTargetVerdict | NoProposal {
  const own = verdicts.filter((it) => it.subject === null || it.subject === subject);
  const proposal = own.find((it) => it.kind === 'proposeTarget');
  if (proposal) return proposal;
  const kinds = new Set(
    own.map((it) => (it.kind === 'noAction' ? it.why : it.kind === 'insufficientData' ? it.kind : null)),
  );
  return REASONS.find((it) => kinds.has(it)) ?? 'notApplicable';
}
