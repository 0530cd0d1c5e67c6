import { inputFaults } from '../input-faults.js';
import type { Learner } from '../learner.js';
import type { Manifest, PolicyContribution } from '../manifest/manifest.js';
import { checkSettings, settingsDefaults } from '../manifest/settings.js';
import { checkProposals } from '../sandbox/check-proposals.js';
import { checkVerdicts } from '../sandbox/check-verdicts.js';
import { deepFreeze } from '../sandbox/deep-freeze.js';
import { defaultLimits, maxAnswerChars } from '../sandbox/limits.js';
import { AnswerRefused, plainCopy } from '../sandbox/plain-copy.js';
import type { TargetVerdict } from '../target-proposal.js';
import type { Verdict } from '../verdict.js';
import { inOrder } from './case-table.js';
import { learnerFor } from './learner.js';
import type { LearnerSketch } from './sketch.js';

/** A policy with what a host knows of it. */
export interface AskablePolicy {
  readonly call: (input: never, context: never) => unknown;
  readonly contribution: PolicyContribution;
  readonly manifest: Manifest;
}

/** What a policy is asked with, whatever it is asked about. */
export interface AskedWith {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly asOf: string;
  readonly nextAssessmentPoint: string | null;
}

/** What a policy about one learner is asked. */
export interface Question extends AskedWith {
  readonly learner: LearnerSketch;
}

type Checked<Answer> = { readonly value: Answer } | { readonly problem: string };

/** Asks a policy of kind `intervention`. @throws as `askTwice`, and for a learner with faults. */
export function askPolicy(policy: AskablePolicy, question: Question): readonly Verdict[] {
  const { inputs } = policy.contribution;
  return askTwice(policy, learnerOf(policy, question.learner, question.asOf), 1, question, (answer) => {
    const checked = checkVerdicts(answer, inputs);
    return 'problem' in checked ? checked : { value: checked.verdicts };
  });
}

/** Asks a policy of kind `target`. @throws as `askPolicy`. */
export function askTarget(policy: AskablePolicy, question: Question): readonly TargetVerdict[] {
  const learner = learnerOf(policy, question.learner, question.asOf);
  return askTwice(policy, learner, 1, question, (answer) =>
    checkProposals(answer, policy.contribution.inputs),
  );
}

/** The learner that a policy gets for a sketch. @throws TypeError for an input that it does not declare. */
export function learnerOf({ contribution }: AskablePolicy, sketch: LearnerSketch, asOf: string): Learner {
  const { ref, ...facts } = learnerFor(sketch, contribution.inputs, asOf);
  const faults = inputFaults(facts, contribution.inputs);
  if (faults.length > 0) throw new TypeError(faults.join('; '));
  return { ref, ...facts };
}

/**
 * Asks a policy twice with frozen inputs, and checks its answers as a host does.
 *
 * @param learners how many learners the input is about, which the length of an answer is held against
 * @throws Error where a setting has faults, the policy throws, an answer is bad output, or the two differ.
 */
export function askTwice<Answer>(
  policy: AskablePolicy,
  input: object,
  learners: number,
  asked: AskedWith,
  check: (answer: unknown) => Checked<Answer>,
): Answer {
  const ask = (): Answer => {
    const answer = policy.call(
      deepFreeze(structuredCopy(input)) as never,
      contextOf(policy.manifest, asked) as never,
    );
    const checked = check(copied(answer, maxAnswerChars(defaultLimits, learners)));
    if ('problem' in checked) throw new Error(`bad output: ${checked.problem}`);
    return checked.value;
  };
  const [first, second] = [ask(), ask()];
  if (inOrder(first) === inOrder(second)) return first;
  throw new Error(
    `the same question got two answers, so the policy is not pure:\n  first   ${inOrder(first)}\n  second  ${inOrder(second)}`,
  );
}

function contextOf(manifest: Manifest, { settings, asOf, nextAssessmentPoint }: AskedWith): object {
  const faults = settings ? checkSettings(manifest, settings) : [];
  if (faults.length > 0) {
    throw new TypeError(faults.map(({ pointer, detail }) => `settings${pointer} ${detail}`).join('; '));
  }
  return Object.freeze({
    settings: deepFreeze(structuredCopy({ ...settingsDefaults(manifest), ...settings })),
    asOf: Temporal.PlainDate.from(asOf),
    nextAssessmentPoint: nextAssessmentPoint === null ? null : Temporal.PlainDate.from(nextAssessmentPoint),
  });
}

/** Data of its own, made in the realm of the tests, where `structuredClone` is another's. */
function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function copied(answer: unknown, maxChars: number): unknown {
  try {
    const copy = plainCopy(answer, maxChars);
    if (JSON.stringify(copy).length <= maxChars) return copy;
  } catch (error) {
    if (error instanceof AnswerRefused) throw new Error(`bad output: ${error.detail}`, { cause: error });
    throw error;
  }
  throw new Error(`bad output: the answer has more than ${maxChars} characters`);
}
