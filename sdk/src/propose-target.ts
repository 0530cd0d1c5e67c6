import { type Day, isoDay, kebabCase, sentence } from './builder-members.js';
import type { SubjectCode } from './subject-code.js';
import type { ProposeTargetVerdict } from './target-proposal.js';
import type { Evidence } from './verdict.js';

/** What `proposeTarget` takes. @since 0.1.0 */
export interface TargetProposal {
  /** The policy's rule that fired, kebab-case. */
  readonly rule: string;
  readonly subject: SubjectCode;
  /** Key of the framework of baseline and target, for example `gcse-9-1`. */
  readonly framework: string;
  readonly frameworkVersion: number;
  /** Value, or points of a graded framework. */
  readonly baseline: number;
  readonly baselineDate: Day;
  /** Value, or points of a graded framework. */
  readonly target: number;
  readonly due: Day;
  /** The challenge setting in the school's words, for example `half a grade`. */
  readonly challenge?: string | null;
  /** A sentence or two for the teacher who agrees it, with the numbers. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

/**
 * Proposes a target for the learner. People agree, adjust or decline it; one that is agreed is never
 * overwritten.
 *
 * @example
 * proposeTarget({
 *   rule: 'estimate-and-challenge', subject: 'mathematics', framework: 'gcse-9-1', frameworkVersion: 1,
 *   baseline: 4, baselineDate: '2026-01-09', target: 5, due: '2026-07-10', challenge: 'half a grade',
 *   reason: 'From 4 the estimate is 4.6; with half a grade of challenge 5.',
 *   evidence: [{ input: 'results:mathematics', value: 4, date: '2026-01-09' }],
 * });
 * @throws TypeError where the rule is not kebab-case, the reason is empty, a date is not a day, or a value is
 * not a finite number.
 * @since 0.1.0
 */
export function proposeTarget(proposal: TargetProposal): ProposeTargetVerdict {
  const { rule, baselineDate, due, challenge, reason, evidence } = proposal;
  for (const member of ['baseline', 'target'] as const) {
    if (!Number.isFinite(proposal[member])) throw new TypeError(`proposeTarget: ${member} must be a number`);
  }
  return {
    kind: 'proposeTarget',
    rule: kebabCase('proposeTarget', rule),
    subject: proposal.subject,
    framework: proposal.framework,
    frameworkVersion: proposal.frameworkVersion,
    baseline: proposal.baseline,
    baselineDate: isoDay('proposeTarget', baselineDate, 'baselineDate'),
    target: proposal.target,
    due: isoDay('proposeTarget', due, 'due'),
    challenge: challenge ?? null,
    reason: sentence('proposeTarget', reason),
    evidence: [...evidence],
  };
}
