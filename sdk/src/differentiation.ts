import type { Learner } from './learner.js';
import type { IsoDate } from './iso-date.js';
import type { SubjectCode } from './subject-code.js';
import type { Evidence, InsufficientDataVerdict, NoActionVerdict } from './verdict.js';

/** How far teaching is adapted: more support, as for the group, or beyond it. @since 0.1.0 */
export type Tier = 'support' | 'core' | 'stretch';

/** A teaching group in one subject, as a policy of kind `differentiation` is called with it. @since 0.1.0 */
export interface TeachingGroup<L = Learner> {
  readonly subject: SubjectCode;
  /** In no order that means anything; each with the declared inputs and nothing else. */
  readonly learners: readonly L[];
  /** Most pupils of one suggested group; null where the teacher set no limit. */
  readonly groupCapacity: number | null;
}

/** How to teach one learner of the group. A teacher accepts or adjusts it. @since 0.1.0 */
export interface DifferentiateVerdict {
  readonly kind: 'differentiate';
  /** The policy's rule that fired, in kebab-case. */
  readonly rule: string;
  /** Null where the rule speaks of strategies alone. */
  readonly tier: Tier | null;
  /** What the teacher does, each a short sentence. */
  readonly strategies: readonly string[];
  /** What the learner is given, each a short sentence. */
  readonly scaffolds: readonly string[];
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly reviewBy: IsoDate | null;
}

/** What is answered for one learner of the group. @since 0.1.0 */
export type DifferentiationVerdict = DifferentiateVerdict | NoActionVerdict | InsufficientDataVerdict;

/** Learners who might be taught together for a while. Nobody is moved by it. @since 0.1.0 */
export interface SuggestedGroup {
  readonly title: string;
  /** Learners' `ref`s, at most the group's capacity; nobody is in two. */
  readonly refs: readonly number[];
  readonly reason: string;
}

/** The answer for a teaching group: one verdict for each of its learners. @since 0.1.0 */
export interface GroupAnswer {
  readonly learners: readonly { readonly ref: number; readonly verdict: DifferentiationVerdict }[];
  readonly suggestedGroups: readonly SuggestedGroup[];
}
