import type { ProposeTargetVerdict, TargetVerdict } from '../target-proposal.js';
import {
  answersOf,
  catalogueKey,
  checked,
  evidence,
  finite,
  forbidUnknown,
  kebabKey,
  type Members,
  Problem,
  requiredDate,
  requiredSubject,
  requiredText,
  text,
  verdictOf,
} from './answer-members.js';

const maxChallengeChars = 120;

const proposalMembers = new Set([
  'kind',
  'rule',
  'subject',
  'framework',
  'frameworkVersion',
  'baseline',
  'baselineDate',
  'target',
  'due',
  'challenge',
  'reason',
  'evidence',
]);

/**
 * Checks what a policy of kind `target` answered for one learner, parsed from JSON, and completes members that
 * may be left out (`challenge` null, `evidence` none). A learner has at most one proposal in a subject.
 *
 * @param inputs the policy's declared inputs; where given, evidence and missing inputs must be among them
 */
export function checkProposals(
  answer: unknown,
  inputs?: readonly string[],
): { readonly value: readonly TargetVerdict[] } | { readonly problem: string } {
  return checked(() => {
    const verdicts = answersOf(answer, (item, at) => verdict(item, at, inputs));
    const subjects = verdicts.flatMap((it) => (it.kind === 'proposeTarget' ? [it.subject] : []));
    const twice = subjects.find((it, index) => subjects.indexOf(it) !== index);
    if (twice !== undefined) throw new Problem(`two targets for subject ${twice}`);
    return verdicts;
  });
}

function verdict(value: unknown, at: string, inputs: readonly string[] | undefined): TargetVerdict {
  return verdictOf(value, at, inputs, {
    kind: 'proposeTarget',
    check: (own) => proposal(own, at, inputs),
  });
}

function proposal(value: Members, at: string, inputs: readonly string[] | undefined): ProposeTargetVerdict {
  forbidUnknown(value, proposalMembers, at);
  const { frameworkVersion, challenge } = value;
  if (!Number.isSafeInteger(frameworkVersion))
    throw new Problem(`${at}.frameworkVersion: not a whole number`);
  const baselineDate = requiredDate(value.baselineDate, `${at}.baselineDate`);
  const due = requiredDate(value.due, `${at}.due`);
  if (due <= baselineDate) throw new Problem(`${at}.due: not after baselineDate`);
  return {
    kind: 'proposeTarget',
    rule: kebabKey(value.rule, `${at}.rule`),
    subject: requiredSubject(value.subject, `${at}.subject`),
    framework: catalogueKey(value.framework, `${at}.framework`, 'framework'),
    frameworkVersion: frameworkVersion as number,
    baseline: finite(value.baseline, `${at}.baseline`),
    baselineDate,
    target: finite(value.target, `${at}.target`),
    due,
    challenge: challenge == null ? null : text(challenge, `${at}.challenge`, maxChallengeChars),
    reason: requiredText(value.reason, `${at}.reason`),
    evidence: evidence(value.evidence, `${at}.evidence`, inputs),
  };
}
