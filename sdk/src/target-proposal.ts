import type { IsoDate } from './iso-date.js';
import type { SubjectCode } from './subject-code.js';
import type { Evidence, InsufficientDataVerdict, NoActionVerdict } from './verdict.js';

/** A target that people may agree, adjust with a reason, or decline. @since 0.1.0 */
export interface ProposeTargetVerdict {
  readonly kind: 'proposeTarget';
  /** The policy's rule that fired, in kebab-case. */
  readonly rule: string;
  readonly subject: SubjectCode;
  /** The framework of baseline and target alike. */
  readonly framework: string;
  readonly frameworkVersion: number;
  /** Value, or points of a graded framework. */
  readonly baseline: number;
  readonly baselineDate: IsoDate;
  /** Value, or points of a graded framework. */
  readonly target: number;
  readonly due: IsoDate;
  /** The challenge setting that was used, in the school's words, for example `half a grade`; null for none. */
  readonly challenge: string | null;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

/** What a policy of kind `target` answers for one learner and one subject. @since 0.1.0 */
export type TargetVerdict = ProposeTargetVerdict | NoActionVerdict | InsufficientDataVerdict;
