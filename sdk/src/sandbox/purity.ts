import type { Learner } from '../learner.js';
import type { LearnerOutcome, NotEvaluatedReason, PluginProcess, RunContext } from './contract.js';

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
 * @returns the `ref` of each learner whose outcome differs; none for a pure policy
 * @throws PluginActivationError, PluginProcessEndedError
 * @since 0.1.0
 */
export async function findImpure(
  plugin: PluginProcess,
  context: RunContext,
  learners: readonly Omit<Learner, 'ref'>[],
  outcomes: readonly LearnerOutcome[],
  sampleSize = 20,
): Promise<number[]> {
  const sample = sampleOf(outcomes.filter(isOfThePolicy), sampleSize).reverse();
  if (sample.length === 0) return [];
  const run = await plugin.openRun(context);
  try {
    const again = await run.evaluate(sample.map(({ ref }) => learners[ref] as Omit<Learner, 'ref'>));
    return sample
      .filter((before, index) => differ(before, again[index] as LearnerOutcome))
      .map(({ ref }) => ref)
      .sort((a, b) => a - b);
  } finally {
    await run.close();
  }
}

function isOfThePolicy(outcome: LearnerOutcome): boolean {
  return !('notEvaluated' in outcome) || !notOfThePolicy.has(outcome.notEvaluated);
}

function sampleOf<T>(items: readonly T[], size: number): T[] {
  const step = Math.max(1, Math.ceil(items.length / size));
  return items.filter((_, index) => index % step === 0);
}

function differ(before: LearnerOutcome, after: LearnerOutcome): boolean {
  return isOfThePolicy(after) && content(before) !== content(after);
}

function content(outcome: LearnerOutcome): string {
  return JSON.stringify({ ...outcome, ref: 0 });
}
