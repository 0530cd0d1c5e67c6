import { type Day, isoDay, kebabCase, sentence } from './builder-members.js';
import type {
  DifferentiateVerdict,
  DifferentiationVerdict,
  GroupAnswer,
  SuggestedGroup,
  TeachingGroup,
  Tier,
} from './differentiation.js';
import type { Evidence } from './verdict.js';

/** What `differentiate` takes. @since 0.1.0 */
export interface Differentiation {
  /** The policy's rule that fired, kebab-case. */
  readonly rule: string;
  /** Leave out where the rule speaks of strategies alone. */
  readonly tier?: Tier | null;
  /** What the teacher does, each a short sentence. */
  readonly strategies?: readonly string[];
  /** What the learner is given, each a short sentence. */
  readonly scaffolds?: readonly string[];
  /** A sentence or two for the teacher who decides, with the facts. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  /** When a person should look again. */
  readonly reviewBy?: Day | null;
}

/**
 * Says how to teach one learner of the group. The teacher accepts or adjusts it.
 *
 * @example
 * differentiate({
 *   rule: 'new-to-english', strategies: ['Teach the key words before the lesson.'],
 *   scaffolds: ['A glossary with pictures.'], reason: 'New to English (A) since 5 January 2026.',
 *   evidence: [{ input: 'language', value: 'A', date: '2026-01-05' }], reviewBy: asOf.add({ weeks: 6 }),
 * });
 * @throws TypeError where the rule is not kebab-case, the reason is empty, `reviewBy` is not a day, or there is
 * neither a tier nor a strategy nor a scaffold.
 * @since 0.1.0
 */
export function differentiate(differentiation: Differentiation): DifferentiateVerdict {
  const { rule, tier, strategies = [], scaffolds = [], reason, evidence, reviewBy } = differentiation;
  if (tier == null && strategies.length === 0 && scaffolds.length === 0) {
    throw new TypeError('differentiate: give a tier, a strategy or a scaffold');
  }
  return {
    kind: 'differentiate',
    rule: kebabCase('differentiate', rule),
    tier: tier ?? null,
    strategies: [...strategies],
    scaffolds: [...scaffolds],
    reason: sentence('differentiate', reason),
    evidence: [...evidence],
    reviewBy: reviewBy == null ? null : isoDay('differentiate', reviewBy),
  };
}

/**
 * Answers for a whole group by a rule for one learner.
 *
 * @example
 * export default definePlugin({
 *   policies: { eal: (group, { asOf }) => forEachLearner(group, (learner) => strategiesFor(learner, asOf)) },
 * });
 * @param suggestedGroups learners who might be taught together; none unless given
 * @since 0.1.0
 */
export function forEachLearner<L extends { readonly ref: number }>(
  group: TeachingGroup<L>,
  rule: (learner: L) => DifferentiationVerdict,
  suggestedGroups: readonly SuggestedGroup[] = [],
): GroupAnswer {
  return {
    learners: group.learners.map((learner) => ({ ref: learner.ref, verdict: rule(learner) })),
    suggestedGroups,
  };
}
