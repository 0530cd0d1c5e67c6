import {
  type LearnerOutcome,
  type LogLine,
  type NotEvaluatedReason,
  PluginActivationError,
  type PluginProcess,
  type RunContext,
  type SandboxRun,
} from '@espalier/sdk/sandbox';
import type { PluginPool, PluginSlot } from './plugin-pool.js';

type Learners = Parameters<SandboxRun['evaluate']>[0];

/**
 * A run that outlives its process: where the pool ended it to make room for another plugin, the next batch opens
 * the run again in a fresh one.
 */
export class HostedRun implements SandboxRun {
  private inner: SandboxRun | null = null;
  private home: PluginProcess | null = null;
  private readonly earlier: LogLine[] = [];
  private readonly stopsBefore: number;
  private closed = false;

  constructor(
    private readonly pool: PluginPool,
    private readonly slot: PluginSlot,
    private readonly context: RunContext,
  ) {
    this.stopsBefore = slot.stops;
    slot.openRuns += 1;
  }

  get log(): readonly LogLine[] {
    return [...this.earlier, ...(this.inner?.log ?? [])].slice(0, this.pool.limits.logLinesPerRun);
  }

  /** @throws PluginActivationError, PluginProcessEndedError */
  async open(): Promise<void> {
    await this.pool.use(this.slot, (process) => this.openIn(process));
  }

  async evaluate(learners: Learners): Promise<LearnerOutcome[]> {
    if (this.closed) throw new Error('the run is closed');
    if (this.slot.stops !== this.stopsBefore) {
      return refuseAll(learners, 'quarantined', 'the plugin cost too many processes and was stopped');
    }
    try {
      return await this.pool.use(this.slot, async (process) =>
        (await this.openIn(process)).evaluate(learners),
      );
    } catch (error) {
      if (!(error instanceof PluginActivationError)) throw error;
      return refuseAll(learners, 'crash', error.message);
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
}

function refuseAll(learners: Learners, notEvaluated: NotEvaluatedReason, detail: string): LearnerOutcome[] {
  return learners.map((_, ref) => ({ ref, notEvaluated, detail }));
}
