import type { IsoDate } from './iso-date.js';
import type { SubjectCode } from './subject-code.js';

/** 1 quality-first teaching for all, 2 time-limited small group, 3 tailored, often one to one. @since 0.1.0 */
export type Wave = 1 | 2 | 3;

/** One fact that a recommendation rests on. @since 0.1.0 */
export interface Evidence {
  /** The declared input it comes from, for example `trajectory:reading`. */
  readonly input: string;
  readonly value: number | string | boolean | null;
  readonly expected?: number | string | boolean | null;
  readonly date?: IsoDate;
  /** A few words for the reader, for example `KS2 reading`. */
  readonly label?: string;
}

/** A proposal that a named person decides on. @since 0.1.0 */
export interface RecommendVerdict {
  readonly kind: 'recommend';
  /** The policy's rule that fired, in kebab-case; with the subject it tells recommendations apart. */
  readonly rule: string;
  readonly wave: Wave;
  /** Key of the provision type that is proposed: a plugin’s own is `<name of the package>/<id>`. */
  readonly provisionType: string;
  readonly subject: SubjectCode | null;
  readonly urgent: boolean;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly reviewBy: IsoDate | null;
}

/** Nothing is recommended, and why. @since 0.1.0 */
export interface NoActionVerdict {
  readonly kind: 'noAction';
  /** `notApplicable` outside the policy's population, `watch` with a review date, `noneNeeded`. */
  readonly why: 'notApplicable' | 'watch' | 'noneNeeded';
  readonly subject: SubjectCode | null;
  /** Required for `watch`. */
  readonly reason: string | null;
  /** Required for `watch`. */
  readonly reviewBy: IsoDate | null;
  readonly evidence: readonly Evidence[];
}

/** The policy cannot tell, and which inputs it lacks. Never "no need". @since 0.1.0 */
export interface InsufficientDataVerdict {
  readonly kind: 'insufficientData';
  readonly subject: SubjectCode | null;
  /** At least one declared input. */
  readonly missing: readonly string[];
  readonly reason: string | null;
}

/** What a policy answers for one learner and one subject or rule. @since 0.1.0 */
export type Verdict = RecommendVerdict | NoActionVerdict | InsufficientDataVerdict;
