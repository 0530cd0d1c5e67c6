import { inputFaults } from '../input-faults.js';
import type { Manifest, PolicyContribution } from '../manifest/manifest.js';
import { checkSettings, settingsDefaults } from '../manifest/settings.js';
import { checkVerdicts } from '../sandbox/check-verdicts.js';
import { deepFreeze } from '../sandbox/deep-freeze.js';
import { defaultLimits } from '../sandbox/limits.js';
import { AnswerRefused, plainCopy } from '../sandbox/plain-copy.js';
import type { Verdict } from '../verdict.js';
import { learnerFor } from './learner.js';
import { inOrder } from './policy-cases.js';
import type { LearnerSketch } from './sketch.js';

/** A policy of kind `intervention` with what a host knows of it. */
export interface AskablePolicy {
  readonly call: (learner: never, context: never) => unknown;
  readonly contribution: PolicyContribution;
  readonly manifest: Manifest;
}

/** What a policy is asked. */
export interface Question {
  readonly learner: LearnerSketch;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly asOf: string;
  readonly nextAssessmentPoint: string | null;
}

/**
 * Asks a policy twice with frozen inputs, and checks its answer as a host does.
 * @throws Error where the question has faults, the policy throws, the answer is bad output, or the two differ.
 */
export function askPolicy(policy: AskablePolicy, question: Question): readonly Verdict[] {
  const first = askOnce(policy, question);
  const second = askOnce(policy, question);
  if (inOrder(first) !== inOrder(second)) {
    throw new Error(
      `the same question got two answers, so the policy is not pure:\n  first   ${inOrder(first)}\n  second  ${inOrder(second)}`,
    );
  }
  return first;
}

function askOnce({ call, contribution, manifest }: AskablePolicy, question: Question): readonly Verdict[] {
  const { inputs } = contribution;
  const { settings, asOf, nextAssessmentPoint } = question;
  const { ref, ...facts } = learnerFor(question.learner, inputs, asOf);
  const faults = [
    ...inputFaults(facts, inputs),
    ...(settings ? checkSettings(manifest, settings) : []).map(
      ({ pointer, detail }) => `settings${pointer} ${detail}`,
    ),
  ];
  if (faults.length > 0) throw new TypeError(faults.join('; '));
  const learner = deepFreeze(structuredCopy({ ref, ...facts }));
  const context = Object.freeze({
    settings: deepFreeze(structuredCopy({ ...settingsDefaults(manifest), ...settings })),
    asOf: Temporal.PlainDate.from(asOf),
    nextAssessmentPoint: nextAssessmentPoint === null ? null : Temporal.PlainDate.from(nextAssessmentPoint),
  });
  const answer = call(learner as never, context as never);
  const checked = checkVerdicts(copied(answer), inputs);
  if ('problem' in checked) throw new Error(`bad output: ${checked.problem}`);
  return checked.verdicts;
}

/** Data of its own, made in the realm of the tests, where `structuredClone` is another's. */
function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function copied(answer: unknown): unknown {
  try {
    return plainCopy(answer, defaultLimits.outputCharsPerLearner);
  } catch (error) {
    if (error instanceof AnswerRefused) throw new Error(`bad output: ${error.detail}`, { cause: error });
    throw error;
  }
}
