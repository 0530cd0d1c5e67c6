import type { AllocationAnswer, AllocationRound, GroupAnswer, TeachingGroup } from '@espalier/sdk';
import {
  answersAlike,
  findImpure,
  type LearnerOutcome,
  type LogLine,
  type NotEvaluatedReason,
  PluginActivationError,
  type PluginProcess,
  type RunContext,
  type SandboxRun,
  type TargetOutcome,
  type WholeOutcome,
} from '@espalier/sdk/sandbox';
import type { PluginPool, PluginSlot } from './plugin-pool.js';
import type { RefusedState } from './plugin-version.entity.js';
import { VersionStopped } from './version-stopped.js';

type Learners = Parameters<SandboxRun['evaluate']>[0];

/** Why there is no answer: as the sandbox has it, or the state in which the version was stopped. */
interface Refusal {
  readonly notEvaluated: NotEvaluatedReason | RefusedState;
  readonly detail: string;
}

type RefusedLearner = Refusal & { readonly ref: number };

/** What came of one learner. */
export type HostedOutcome = Extract<LearnerOutcome, { verdicts: unknown }> | RefusedLearner;

/** What came of one learner of a policy of kind `target`. */
export type HostedTargetOutcome = Extract<TargetOutcome, { verdicts: unknown }> | RefusedLearner;

/** What came of a call about a group or a school. */
export type HostedWholeOutcome<Answer> = { readonly answer: Answer } | Refusal;

const IMPURE =
  'What was evaluated again, in another order and afresh, got another answer. Install a version that answers by its inputs alone.';

/**
 * A run that outlives its process: where the pool ended it to make room for another plugin, the next batch opens
 * the run again in a fresh one. A sample of its first batch is evaluated again; a version that answers otherwise
 * then is stopped, and nobody gets an answer from it.
 */
export class HostedRun {
  private inner: SandboxRun | null = null;
  private home: PluginProcess | null = null;
  private readonly earlier: LogLine[] = [];
  private readonly stoppedBefore: PluginSlot['stopped'];
  /** The one check of this run; every batch waits for it. */
  private purity: Promise<void> | null = null;
  private linesTaken = 0;
  private closed = false;

  constructor(
    private readonly pool: PluginPool,
    private readonly slot: PluginSlot,
    private readonly context: RunContext,
  ) {
    this.stoppedBefore = slot.stopped;
    pool.noteOpened(slot);
  }

  get log(): readonly LogLine[] {
    return [...this.earlier, ...(this.inner?.log ?? [])].slice(0, this.pool.limits.logLinesPerRun);
  }

  /** Takes the lines that were written since they were taken last. */
  takeLog(): readonly LogLine[] {
    const lines = this.log.slice(this.linesTaken);
    this.linesTaken += lines.length;
    return lines;
  }

  /** @throws PluginActivationError, PluginProcessEndedError */
  async open(): Promise<void> {
    await this.pool.use(this.slot, (process) => this.openIn(process));
  }

  /** As `SandboxRun.evaluate`. */
  evaluate(learners: Learners, texts?: readonly string[]): Promise<HostedOutcome[]> {
    return this.evaluateEach(learners, (run, some, json) => run.evaluate(some, json), texts);
  }

  /** As `SandboxRun.proposeTargets`. */
  proposeTargets(learners: Learners, texts?: readonly string[]): Promise<HostedTargetOutcome[]> {
    return this.evaluateEach(learners, (run, some, json) => run.proposeTargets(some, json), texts);
  }

  /** As `SandboxRun.differentiate`. */
  differentiate(group: TeachingGroup): Promise<HostedWholeOutcome<GroupAnswer>> {
    return this.callOnce((run) => run.differentiate(group));
  }

  /** As `SandboxRun.allocate`. */
  allocate(round: AllocationRound): Promise<HostedWholeOutcome<AllocationAnswer>> {
    return this.callOnce((run) => run.allocate(round));
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    try {
      // A process that has ended has ended its runs too.
      if (this.inner && this.slot.process === this.home) await this.inner.close();
    } finally {
      this.pool.noteClosed(this.slot);
    }
  }

  private async evaluateEach<O extends LearnerOutcome | TargetOutcome>(
    learners: Learners,
    evaluate: (run: SandboxRun, learners: Learners, texts?: readonly string[]) => Promise<O[]>,
    texts?: readonly string[],
  ): Promise<(O | RefusedLearner)[]> {
    return this.guarded<(O | RefusedLearner)[]>(
      async (process) => {
        const outcomes = await evaluate(await this.openIn(process), learners, texts);
        // Where nobody got an answer there is nothing to hold another one against.
        if (outcomes.some((it) => 'verdicts' in it)) {
          await this.requirePure(async () => {
            const impure = await findImpure(process, this.context, learners, outcomes, undefined, evaluate);
            return impure.length === 0;
          });
        }
        return outcomes;
      },
      (error) => refuseAll(learners, error),
    );
  }

  private async callOnce<Answer>(
    call: (run: SandboxRun) => Promise<WholeOutcome<Answer>>,
  ): Promise<HostedWholeOutcome<Answer>> {
    return this.guarded<HostedWholeOutcome<Answer>>(async (process) => {
      const outcome = await call(await this.openIn(process));
      if ('answer' in outcome) {
        await this.requirePure(() => answersAlike(process, this.context, outcome, call));
      }
      return outcome;
    }, refusal);
  }

  private async guarded<T>(
    work: (process: PluginProcess) => Promise<T>,
    refuse: (error: PluginActivationError) => T,
  ): Promise<T> {
    if (this.closed) throw new Error('the run is closed');
    const { stopped } = this.slot;
    if (stopped && stopped !== this.stoppedBefore) {
      return refuse(new VersionStopped(stopped.state, stopped.reason));
    }
    try {
      return await this.pool.use(this.slot, work);
    } catch (error) {
      if (!(error instanceof PluginActivationError)) throw error;
      return refuse(error);
    }
  }

  private async openIn(process: PluginProcess): Promise<SandboxRun> {
    if (this.inner && this.home === process) return this.inner;
    if (this.inner) this.earlier.push(...this.inner.log);
    this.inner = null;
    const inner = await process.openRun(this.context);
    this.inner = inner;
    this.home = process;
    return inner;
  }

  /** @throws VersionStopped */
  private async requirePure(isPure: () => Promise<boolean>): Promise<void> {
    this.purity ??= this.stopUnless(isPure);
    await this.purity;
    const { stopped } = this.slot;
    if (stopped?.state === 'impure' && stopped !== this.stoppedBefore) {
      throw new VersionStopped('impure', stopped.reason);
    }
  }

  private async stopUnless(isPure: () => Promise<boolean>): Promise<void> {
    try {
      if (!(await isPure())) await this.pool.stop(this.slot, { state: 'impure', reason: IMPURE });
    } catch (error) {
      // A process that was lost says nothing about the answers.
      if (!(error instanceof PluginActivationError)) throw error;
    }
  }
}

/** What learners get of a plugin that cannot be activated. */
export function refuseAll(learners: readonly unknown[], error: PluginActivationError): RefusedLearner[] {
  const why = refusal(error);
  return learners.map((_, ref) => ({ ref, ...why }));
}

function refusal(error: PluginActivationError): Refusal {
  const stopped = error instanceof VersionStopped;
  return {
    notEvaluated: stopped ? error.state : 'crash',
    detail: stopped ? error.detail : error.message,
  };
}
