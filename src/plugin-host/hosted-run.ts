import {
  findImpure,
  type LearnerOutcome,
  type LogLine,
  type NotEvaluatedReason,
  PluginActivationError,
  type PluginProcess,
  type RunContext,
  type SandboxRun,
} from '@espalier/sdk/sandbox';
import type { PluginPool, PluginSlot } from './plugin-pool.js';
import type { StoppedState } from './plugin-version.entity.js';
import { VersionStopped } from './version-stopped.js';

type Learners = Parameters<SandboxRun['evaluate']>[0];

/** What came of one learner: as the sandbox has it, or the state in which the version was stopped. */
export type HostedOutcome =
  | Extract<LearnerOutcome, { verdicts: unknown }>
  | {
      readonly ref: number;
      readonly notEvaluated: NotEvaluatedReason | StoppedState;
      readonly detail: string;
    };

const IMPURE =
  'Pupils who were evaluated again, in another order and afresh, got other answers. Install a version that answers by its inputs alone.';

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
  private closed = false;

  constructor(
    private readonly pool: PluginPool,
    private readonly slot: PluginSlot,
    private readonly context: RunContext,
  ) {
    this.stoppedBefore = slot.stopped;
    slot.openRuns += 1;
  }

  get log(): readonly LogLine[] {
    return [...this.earlier, ...(this.inner?.log ?? [])].slice(0, this.pool.limits.logLinesPerRun);
  }

  /** @throws PluginActivationError, PluginProcessEndedError */
  async open(): Promise<void> {
    await this.pool.use(this.slot, (process) => this.openIn(process));
  }

  /** As `SandboxRun.evaluate`. */
  async evaluate(learners: Learners, texts?: readonly string[]): Promise<HostedOutcome[]> {
    if (this.closed) throw new Error('the run is closed');
    const { slot } = this;
    if (slot.stopped && slot.stopped !== this.stoppedBefore) {
      return refuseAll(learners, new VersionStopped(slot.stopped.state, slot.stopped.reason));
    }
    try {
      return await this.pool.use(slot, async (process) => {
        const outcomes = await (await this.openIn(process)).evaluate(learners, texts);
        await this.requirePure(process, learners, outcomes);
        return outcomes;
      });
    } catch (error) {
      if (!(error instanceof PluginActivationError)) throw error;
      return refuseAll(learners, error);
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.slot.openRuns -= 1;
    // A process that has ended has ended its runs too.
    if (this.inner && this.slot.process === this.home) await this.inner.close();
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
  private async requirePure(
    process: PluginProcess,
    learners: Learners,
    outcomes: readonly LearnerOutcome[],
  ): Promise<void> {
    // Where nobody got an answer there is nothing to hold another one against.
    if (!this.purity && outcomes.some((it) => 'verdicts' in it)) {
      this.purity = this.stopImpure(process, learners, outcomes);
    }
    await this.purity;
    const { stopped } = this.slot;
    if (stopped?.state === 'impure' && stopped !== this.stoppedBefore) {
      throw new VersionStopped('impure', stopped.reason);
    }
  }

  private async stopImpure(
    process: PluginProcess,
    learners: Learners,
    outcomes: readonly LearnerOutcome[],
  ): Promise<void> {
    try {
      const impure = await findImpure(process, this.context, learners, outcomes);
      if (impure.length > 0) await this.pool.stop(this.slot, { state: 'impure', reason: IMPURE });
    } catch (error) {
      // A process that was lost says nothing about the answers.
      if (!(error instanceof PluginActivationError)) throw error;
    }
  }
}

/** What learners get of a plugin that cannot be activated. */
export function refuseAll(learners: readonly unknown[], error: PluginActivationError): HostedOutcome[] {
  const stopped = error instanceof VersionStopped;
  const notEvaluated = stopped ? error.state : 'crash';
  const detail = stopped ? error.detail : error.message;
  return learners.map((_, ref) => ({ ref, notEvaluated, detail }));
}
