import type { AllocationRound } from '../allocation.js';
import type { TeachingGroup } from '../differentiation.js';
import type { Learner } from '../learner.js';
import type { PolicyKind } from '../manifest/manifest.js';
import type { LearnerOutcome, SandboxRun, TargetOutcome, WholeOutcome } from '../sandbox/contract.js';

/** What comes of one line, whatever the kind of the policy. */
export type LineOutcome = LearnerOutcome | TargetOutcome | WholeOutcome<unknown>;

/** As many as a host evaluates together; a group or a round is a call of its own. */
export function linesPerBatch(kind: PolicyKind): number {
  return kind === 'intervention' || kind === 'target' ? 500 : 1;
}

/** Evaluates a batch of lines, as many as `linesPerBatch` at most, each checked to be of the kind. */
export async function askRun(
  run: SandboxRun,
  kind: PolicyKind,
  inputs: readonly unknown[],
): Promise<readonly LineOutcome[]> {
  switch (kind) {
    case 'intervention':
      return run.evaluate(inputs as Omit<Learner, 'ref'>[]);
    case 'target':
      return run.proposeTargets(inputs as Omit<Learner, 'ref'>[]);
    case 'differentiation':
      return [await run.differentiate(inputs[0] as TeachingGroup)];
    case 'allocation':
      return [await run.allocate(inputs[0] as AllocationRound)];
  }
}
