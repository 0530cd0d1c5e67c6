import type { AllocationAnswer, AllocationRound } from '../allocation.js';
import type { GroupAnswer, TeachingGroup } from '../differentiation.js';
import type { Learner } from '../learner.js';
import type { TargetVerdict } from '../target-proposal.js';
import type { Verdict } from '../verdict.js';

/** The limits of one plugin process, each counted as its name says. @since 0.1.0 */
export interface SandboxLimits {
  readonly heapMb: number;
  readonly residentMb: number;
  readonly millisPerLearner: number;
  /** Added once to a batch's allowance. */
  readonly batchGraceMillis: number;
  /** Most characters of JSON that one learner's answer may have. */
  readonly outputCharsPerLearner: number;
  readonly logLinesPerRun: number;
  /** Learners that cost a time-out or a process in one run before the rest are not evaluated. */
  readonly badLearnersPerRun: number;
}

/**
 * Why a learner has no verdict.
 *
 * - `timeout`: the policy ran beyond its time, and was stopped at this learner.
 * - `memory`: the process ran beyond its heap or resident memory at this learner.
 * - `crash`: the process ended at this learner for another cause.
 * - `threw`: the policy threw; the detail has the error's name and message.
 * - `badOutput`: the answer is not a verdict; the detail says where and why.
 * - `outputTooLarge`: the answer has more characters than the limit.
 * - `quarantined`: not tried, because too many learners of this run cost a time-out or a process.
 * @since 0.1.0
 */
export type NotEvaluatedReason =
  'timeout' | 'memory' | 'crash' | 'threw' | 'badOutput' | 'outputTooLarge' | 'quarantined';

/** What came of one learner. `ref` is the learner's index in the call. @since 0.1.0 */
export type LearnerOutcome =
  | { readonly ref: number; readonly verdicts: readonly Verdict[] }
  | { readonly ref: number; readonly notEvaluated: NotEvaluatedReason; readonly detail: string };

/** As `LearnerOutcome`, of a policy of kind `target`. @since 0.1.0 */
export type TargetOutcome =
  | { readonly ref: number; readonly verdicts: readonly TargetVerdict[] }
  | { readonly ref: number; readonly notEvaluated: NotEvaluatedReason; readonly detail: string };

/** What came of a call about a group or a school as a whole. @since 0.1.0 */
export type WholeOutcome<Answer> =
  { readonly answer: Answer } | { readonly notEvaluated: NotEvaluatedReason; readonly detail: string };

/** What every learner of a run shares. @since 0.1.0 */
export interface RunContext {
  readonly policyId: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The school's first assessment point after `asOf`, `YYYY-MM-DD`; null where none is known. */
  readonly nextAssessmentPoint: string | null;
  /**
   * The inputs that the policy declares. Where they are given, evidence and missing inputs must be among
   * them (`results` covers `results:reading`); where not, any input's name will do.
   */
  readonly inputs?: readonly string[];
}

/** One line that a policy wrote to `console`. @since 0.1.0 */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly text: string;
}

/** One run of one policy for one school: a fresh Compartment and counters of its own. @since 0.1.0 */
export interface SandboxRun {
  /**
   * Evaluates a batch of up to about 500 learners. Never rejects for what plugin code does; learners keep
   * their order. Rejects with `PluginProcessEndedError` where the process was disposed of meanwhile.
   *
   * @param texts the JSON of each learner, where the caller has made it for a digest already
   */
  evaluate(learners: readonly Omit<Learner, 'ref'>[], texts?: readonly string[]): Promise<LearnerOutcome[]>;
  /** As `evaluate`, of a policy of kind `target`. @since 0.1.0 */
  proposeTargets(
    learners: readonly Omit<Learner, 'ref'>[],
    texts?: readonly string[],
  ): Promise<TargetOutcome[]>;
  /** Asks a policy of kind `differentiation`: one call with the whole group. @since 0.1.0 */
  differentiate(group: TeachingGroup): Promise<WholeOutcome<GroupAnswer>>;
  /** Asks a policy of kind `allocation`: one call with the whole round. @since 0.1.0 */
  allocate(round: AllocationRound): Promise<WholeOutcome<AllocationAnswer>>;
  /** The run's log, capped and cleaned of control characters. */
  readonly log: readonly LogLine[];
  /** Ends the run in the plugin process; the process lives on. */
  close(): Promise<void>;
}

/**
 * `active` while a batch or an activation runs; `backingOff` while one that was lost waits to be started again;
 * `ended` before the first start too.
 * @since 0.1.0
 */
export type PluginProcessState = 'starting' | 'idle' | 'active' | 'backingOff' | 'ended';

/** Figures of one plugin process. @since 0.1.0 */
export interface PluginProcessStats {
  readonly pid: number | null;
  readonly state: PluginProcessState;
  readonly startedAt: Date | null;
  /** From the spawn to the child's readiness, milliseconds. */
  readonly activationMillis: number | null;
  readonly residentMb: number | null;
  /** Learners evaluated since the first start. */
  readonly evaluations: number;
  readonly microsPerLearner: number | null;
  /** Batches and activations that cost a process. */
  readonly crashes: number;
  readonly lastError: string | null;
}

/** Why a child process ended. @since 0.1.0 */
export interface ProcessExit {
  readonly cause: 'disposed' | 'timeout' | 'memory' | 'crash';
  readonly detail: string;
  readonly code: number | null;
  readonly signal: string | null;
}

/** The supervisor of the child process of one plugin version. @since 0.1.0 */
export interface PluginProcess {
  /**
   * Opens a run; starts (or restarts) the child where it is not running.
   * @throws PluginActivationError where the bundle cannot be activated.
   * @throws RangeError where a date of the context does not exist.
   */
  openRun(context: RunContext): Promise<SandboxRun>;
  stats(): PluginProcessStats;
  /** Finishes what is queued, takes nothing more, then ends the child. */
  drain(): Promise<void>;
  /** Ends the child at once and waits for its exit; what is queued rejects. */
  dispose(): Promise<void>;
}
