import type {
  DifferentiateVerdict,
  DifferentiationVerdict,
  GroupAnswer,
  SuggestedGroup,
  TeachingGroup,
  Tier,
} from '../differentiation.js';
import {
  checked,
  date,
  evidence,
  forbidUnknown,
  isObject,
  kebabKey,
  list,
  type Members,
  Problem,
  requiredText,
  verdictOf,
} from './answer-members.js';

const maxAdvice = 20;
const maxAdviceChars = 300;
const maxGroups = 20;
const maxTitleChars = 120;

const answerMembers = new Set(['learners', 'suggestedGroups']);
const learnerMembers = new Set(['ref', 'verdict']);
const groupMembers = new Set(['title', 'refs', 'reason']);
const differentiateMembers = new Set([
  'kind',
  'rule',
  'tier',
  'strategies',
  'scaffolds',
  'reason',
  'evidence',
  'reviewBy',
]);

/**
 * Checks what a policy of kind `differentiation` answered for a group, parsed from JSON: one verdict for each of
 * its learners and for nobody else; suggested groups within the capacity, nobody in two. Learners come out in the
 * order of the group.
 *
 * @param inputs the policy's declared inputs; where given, evidence and missing inputs must be among them
 */
export function checkGroupAnswer(
  answer: unknown,
  group: TeachingGroup<{ readonly ref: number }>,
  inputs?: readonly string[],
): { readonly value: GroupAnswer } | { readonly problem: string } {
  return checked(() => {
    if (!isObject(answer)) throw new Problem('answer: not an object with learners and suggestedGroups');
    forbidUnknown(answer, answerMembers, 'answer');
    const open = new Set(group.learners.map(({ ref }) => ref));
    const verdicts = new Map<number, DifferentiationVerdict>();
    list(answer.learners, 'answer.learners', group.learners.length).forEach((item, index) => {
      const at = `answer.learners[${index}]`;
      if (!isObject(item)) throw new Problem(`${at}: not an object`);
      forbidUnknown(item, learnerMembers, at);
      verdicts.set(takeRef(item.ref, `${at}.ref`, open), verdict(item.verdict, `${at}.verdict`, inputs));
    });
    if (open.size > 0) throw new Problem(`answer.learners: ${open.size} learners have no verdict`);
    return {
      learners: group.learners.map(({ ref }) => ({ ref, verdict: verdicts.get(ref)! })),
      suggestedGroups: suggestedGroups(answer.suggestedGroups, group),
    };
  });
}

function suggestedGroups(
  value: unknown,
  { learners, groupCapacity }: TeachingGroup<{ readonly ref: number }>,
): SuggestedGroup[] {
  if (value === undefined) return [];
  const free = new Set(learners.map(({ ref }) => ref));
  return list(value, 'answer.suggestedGroups', maxGroups).map((item, index) => {
    const at = `answer.suggestedGroups[${index}]`;
    if (!isObject(item)) throw new Problem(`${at}: not an object`);
    forbidUnknown(item, groupMembers, at);
    const refs = list(item.refs, `${at}.refs`, learners.length);
    if (refs.length === 0) throw new Problem(`${at}.refs: nobody`);
    if (groupCapacity !== null && refs.length > groupCapacity) {
      throw new Problem(`${at}.refs: ${refs.length} learners where ${groupCapacity} have a place`);
    }
    return {
      title: requiredText(item.title, `${at}.title`, maxTitleChars),
      refs: refs.map((ref, place) => takeRef(ref, `${at}.refs[${place}]`, free)),
      reason: requiredText(item.reason, `${at}.reason`),
    };
  });
}

/** A ref that is still open; it is taken. */
function takeRef(value: unknown, at: string, open: Set<number>): number {
  if (typeof value !== 'number' || !open.delete(value)) {
    throw new Problem(`${at}: nobody who was asked about, or named twice`);
  }
  return value;
}

function verdict(value: unknown, at: string, inputs: readonly string[] | undefined): DifferentiationVerdict {
  return verdictOf(value, at, inputs, {
    kind: 'differentiate',
    check: (own) => differentiation(own, at, inputs),
  });
}

function differentiation(
  value: Members,
  at: string,
  inputs: readonly string[] | undefined,
): DifferentiateVerdict {
  forbidUnknown(value, differentiateMembers, at);
  const differentiate: DifferentiateVerdict = {
    kind: 'differentiate',
    rule: kebabKey(value.rule, `${at}.rule`),
    tier: tier(value.tier, `${at}.tier`),
    strategies: advice(value.strategies, `${at}.strategies`),
    scaffolds: advice(value.scaffolds, `${at}.scaffolds`),
    reason: requiredText(value.reason, `${at}.reason`),
    evidence: evidence(value.evidence, `${at}.evidence`, inputs),
    reviewBy: date(value.reviewBy, `${at}.reviewBy`),
  };
  if (differentiate.tier === null && differentiate.strategies.length + differentiate.scaffolds.length === 0) {
    throw new Problem(`${at}: neither a tier nor a strategy nor a scaffold`);
  }
  return differentiate;
}

function tier(value: unknown, at: string): Tier | null {
  if (value === undefined || value === null) return null;
  if (value !== 'support' && value !== 'core' && value !== 'stretch') {
    throw new Problem(`${at}: neither support, core nor stretch`);
  }
  return value;
}

function advice(value: unknown, at: string): string[] {
  if (value === undefined) return [];
  return list(value, at, maxAdvice).map((item, index) =>
    requiredText(item, `${at}[${index}]`, maxAdviceChars),
  );
}
