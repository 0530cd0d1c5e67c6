import { type Day, isoDay, kebabCase, sentence } from './builder-members.js';
import type { InputName } from './learner.js';
import type { SubjectCode } from './subject-code.js';
import type {
  Evidence,
  InsufficientDataVerdict,
  NoActionVerdict,
  RecommendVerdict,
  Wave,
} from './verdict.js';

/** What `recommend` takes. @since 0.1.0 */
export interface Recommendation {
  /** The policy's rule that fired, kebab-case; with the subject it tells one recommendation from another. */
  readonly rule: string;
  readonly wave: Wave;
  /** Key of a provision type, for example `small-group-catch-up`. */
  readonly provisionType: string;
  /** The subject it is about; leave out where it is about none. */
  readonly subject?: SubjectCode | null;
  /** True where it should not wait for the next meeting. Default false. */
  readonly urgent?: boolean;
  /** A sentence or two for the teacher who decides, with the numbers. */
  readonly reason: string;
  /** The facts that it rests on. */
  readonly evidence: readonly Evidence[];
  /** When a person should look again. */
  readonly reviewBy?: Day | null;
}

/** Details of a `notApplicable` or `noneNeeded` answer. @since 0.1.0 */
export interface NoActionDetails {
  readonly subject?: SubjectCode | null;
  readonly reason?: string;
  readonly evidence?: readonly Evidence[];
}

/** Details of a `watch` answer: it always says why and until when. @since 0.1.0 */
export interface WatchDetails extends NoActionDetails {
  readonly reason: string;
  readonly reviewBy: Day;
}

/**
 * Proposes a provision for the learner. A named person decides; nothing happens by itself.
 *
 * @example
 * recommend({
 *   rule: 'below-threshold', wave: 2, provisionType: 'reading-group', subject: 'reading',
 *   reason: 'KS2 reading 94, threshold 97.',
 *   evidence: [{ input: 'results:reading', value: 94, expected: 97 }],
 *   reviewBy: asOf.add({ weeks: 12 }),
 * });
 * @throws TypeError where the rule is not kebab-case, the reason is empty or `reviewBy` is not a day.
 * @since 0.1.0
 */
export function recommend(recommendation: Recommendation): RecommendVerdict {
  const { rule, wave, provisionType, subject, urgent, reason, evidence, reviewBy } = recommendation;
  return {
    kind: 'recommend',
    rule: kebabCase('recommend', rule),
    wave,
    provisionType,
    subject: subject ?? null,
    urgent: urgent ?? false,
    reason: sentence('recommend', reason),
    evidence: [...evidence],
    reviewBy: reviewBy == null ? null : isoDay('recommend', reviewBy),
  };
}

/**
 * Answers that nothing is recommended: none is needed, the learner is outside the policy's population
 * (`notApplicable`), or a person should look again on a date (`watch`).
 *
 * @example
 * noAction();
 * noAction('notApplicable', { reason: 'Not in Year 7.' });
 * noAction('watch', { subject: 'reading', reason: 'Below at one result.', reviewBy: asOf.add({ weeks: 6 }) });
 * @throws TypeError where a `watch` has no reason or its `reviewBy` is not a day.
 * @since 0.1.0
 */
export function noAction(why?: 'noneNeeded' | 'notApplicable', details?: NoActionDetails): NoActionVerdict;
export function noAction(why: 'watch', details: WatchDetails): NoActionVerdict;
export function noAction(
  why: NoActionVerdict['why'] = 'noneNeeded',
  details: NoActionDetails & Partial<WatchDetails> = {},
): NoActionVerdict {
  const watching = why === 'watch';
  return {
    kind: 'noAction',
    why,
    subject: details.subject ?? null,
    reason: watching ? sentence('noAction', details.reason) : (details.reason ?? null),
    reviewBy: watching ? isoDay('noAction', details.reviewBy) : null,
    evidence: [...(details.evidence ?? [])],
  };
}

/**
 * Answers that the policy cannot tell, and which of its declared inputs it lacks. Missing input is never
 * "no need". An input may be narrowed to the subject: a policy that declares `results` may lack
 * `results:reading`.
 *
 * @example
 * insufficientData(['results:reading'], { subject: 'reading', reason: 'No reading result yet.' });
 * @throws TypeError where `missing` is empty.
 * @since 0.1.0
 */
export function insufficientData(
  missing: readonly InputName[],
  details: { readonly subject?: SubjectCode | null; readonly reason?: string } = {},
): InsufficientDataVerdict {
  if (missing.length === 0) throw new TypeError('insufficientData: name at least one missing input');
  return {
    kind: 'insufficientData',
    subject: details.subject ?? null,
    missing: [...missing],
    reason: details.reason ?? null,
  };
}
