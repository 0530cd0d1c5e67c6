import type { Learner } from '../learner.js';
import type {
  LearnerOutcome,
  NotEvaluatedReason,
  PluginProcess,
  RunContext,
  SandboxRun,
  TargetOutcome,
  WholeOutcome,
} from './contract.js';

type Learners = readonly Omit<Learner, 'ref'>[];
type Outcome = LearnerOutcome | TargetOutcome | WholeOutcome<unknown>;

/** These depend on the machine or on other learners, so that a difference in them says nothing. */
const notOfThePolicy: ReadonlySet<NotEvaluatedReason> = new Set([
  'timeout',
  'memory',
  'crash',
  'quarantined',
]);

/**
 * Evaluates a sample of a batch once more, in the reverse order and in a fresh Compartment. A pure policy
 * answers the same.
 *
 * @param outcomes what `evaluate` answered for these learners
 * @param sampleSize most learners to try again, taken evenly over the batch
 * @param evaluate how they are evaluated; `evaluate` unless given
 * @returns the `ref` of each learner whose outcome differs; none for a pure policy
 * @throws PluginActivationError, PluginProcessEndedError
 * @since 0.1.0
 */
export async function findImpure(
  plugin: PluginProcess,
  context: RunContext,
  learners: Learners,
  outcomes: readonly (LearnerOutcome | TargetOutcome)[],
  sampleSize = 20,
  evaluate: (run: SandboxRun, learners: Learners) => Promise<readonly (LearnerOutcome | TargetOutcome)[]> = (
    run,
    sample,
  ) => run.evaluate(sample),
): Promise<number[]> {
  const sample = sampleOf(outcomes.filter(isOfThePolicy), sampleSize).reverse();
  if (sample.length === 0) return [];
  const run = await plugin.openRun(context);
  try {
    const again = await evaluate(
      run,
      sample.map(({ ref }) => learners[ref]!),
    );
    return sample
      .filter((before, index) => differ(before, again[index]!))
      .map(({ ref }) => ref)
      .sort((a, b) => a - b);
  } finally {
    await run.close();
  }
}

/**
 * Makes a call about a group or a school once more, in a fresh Compartment.
 *
 * @returns whether a pure policy could have answered so
 * @throws PluginActivationError, PluginProcessEndedError
 * @since 0.1.0
 */
export async function answersAlike<Answer>(
  plugin: PluginProcess,
  context: RunContext,
  outcome: WholeOutcome<Answer>,
  call: (run: SandboxRun) => Promise<WholeOutcome<Answer>>,
): Promise<boolean> {
  if (!isOfThePolicy(outcome)) return true;
  const run = await plugin.openRun(context);
  try {
    return !differ(outcome, await call(run));
  } finally {
    await run.close();
  }
}

function isOfThePolicy(outcome: Outcome): boolean {
  return !('notEvaluated' in outcome) || !notOfThePolicy.has(outcome.notEvaluated);
}

function sampleOf<T>(items: readonly T[], size: number): T[] {
  const step = Math.max(1, Math.ceil(items.length / size));
  return items.filter((_, index) => index % step === 0);
}

function differ(before: Outcome, after: Outcome): boolean {
  return isOfThePolicy(after) && content(before) !== content(after);
}

function content(outcome: Outcome): string {
  return JSON.stringify({ ...outcome, ref: 0 });
}
