import type { RecommendVerdict, Verdict } from '../verdict.js';
import {
  answersOf,
  catalogueKey,
  checked,
  date,
  evidence,
  flag,
  forbidUnknown,
  kebabKey,
  type Members,
  Problem,
  requiredText,
  subject,
  wave,
  verdictOf,
} from './answer-members.js';

const recommendMembers = new Set([
  'kind',
  'rule',
  'wave',
  'provisionType',
  'subject',
  'urgent',
  'reason',
  'evidence',
  'reviewBy',
]);

/**
 * Checks what a policy answered for one learner, parsed from JSON, and completes members that may be left
 * out (`urgent` false, `subject`, `reason` and `reviewBy` null, `evidence` none, `why` `noneNeeded`). Texts
 * come out clean of control characters. Anything unknown, of a wrong type or too long is a problem.
 *
 * @param inputs the policy's declared inputs; where given, evidence and missing inputs must be among them
 */
export function checkVerdicts(
  answer: unknown,
  inputs?: readonly string[],
): { readonly verdicts: readonly Verdict[] } | { readonly problem: string } {
  const result = checked(() => {
    const verdicts = answersOf(answer, (item, at) => verdict(item, at, inputs));
    if (verdicts.length > 1) forbidDuplicates(verdicts);
    return verdicts;
  });
  return 'problem' in result ? result : { verdicts: result.value };
}

function verdict(value: unknown, at: string, inputs: readonly string[] | undefined): Verdict {
  return verdictOf(value, at, inputs, {
    kind: 'recommend',
    check: (own) => recommendation(own, at, inputs),
  });
}

function recommendation(value: Members, at: string, inputs: readonly string[] | undefined): RecommendVerdict {
  forbidUnknown(value, recommendMembers, at);
  return {
    kind: 'recommend',
    rule: kebabKey(value.rule, `${at}.rule`),
    wave: wave(value.wave, `${at}.wave`),
    provisionType: catalogueKey(value.provisionType, `${at}.provisionType`, 'provision type'),
    subject: subject(value.subject, `${at}.subject`),
    urgent: flag(value.urgent, `${at}.urgent`),
    reason: requiredText(value.reason, `${at}.reason`),
    evidence: evidence(value.evidence, `${at}.evidence`, inputs),
    reviewBy: date(value.reviewBy, `${at}.reviewBy`),
  };
}

function forbidDuplicates(verdicts: readonly Verdict[]): void {
  const seen = new Set<string>();
  for (const each of verdicts) {
    if (each.kind !== 'recommend') continue;
    const key = JSON.stringify([each.subject, each.rule]);
    if (seen.has(key)) {
      throw new Problem(`two recommendations for subject ${each.subject ?? 'none'} and rule ${each.rule}`);
    }
    seen.add(key);
  }
}
