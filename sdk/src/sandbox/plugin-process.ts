import { setTimeout as pause } from 'node:timers/promises';
import { PluginActivationError, PluginProcessEndedError } from './activation-error.js';
import { backOffMillis } from './back-off.js';
import { isCalendarDate } from '../calendar-date.js';
import { ChildEnded, ChildSupervisor } from './child-supervisor.js';
import type {
  PluginProcess,
  PluginProcessState,
  PluginProcessStats,
  ProcessExit,
  RunContext,
  SandboxLimits,
  SandboxRun,
} from './contract.js';
import { PluginRun } from './plugin-run.js';
import type { RunHost } from './plugin-run.js';
import { bootstrapPath, spawnChild } from './spawn-child.js';
import type { ProcessIdentity } from './spawn-child.js';

/** @since 0.1.0 */
export interface PluginProcessOptions {
  /** The text of the plugin's bundle, esbuild CommonJS. */
  readonly bundle: string;
  readonly limits: SandboxLimits;
  /** Called after every exit of a child process, the wanted ones included. */
  readonly onExit?: (exit: ProcessExit) => void;
  /** Milliseconds to wait before a process that was lost is started again; doubling from 100 where it is not given. */
  readonly backOff?: (lossesInARow: number) => number;
  /** The identity that the child runs under (POSIX; the host needs the right to change it). */
  readonly identity?: ProcessIdentity;
}

/**
 * Makes the supervisor of one plugin version. No process starts until the first run is opened; one that
 * ends is started again when it is next needed. Calls of all runs are queued: one batch runs at a time.
 *
 * @example
 * const plugin = startPluginProcess({ bundle, limits: defaultLimits });
 * const run = await plugin.openRun({ policyId, settings, asOf: '2026-07-10', nextAssessmentPoint: null });
 * const outcomes = await run.evaluate(learners);
 * await run.close();
 * await plugin.dispose();
 * @since 0.1.0
 */
export function startPluginProcess(options: PluginProcessOptions): PluginProcess {
  return new SupervisedPlugin(options);
}

/** For a fresh process on a busy machine, until it can take a bundle. */
const startAllowanceMillis = 15_000;
const mebibyte = 1024 * 1024;

class SupervisedPlugin implements PluginProcess, RunHost {
  private current: ChildSupervisor | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private closing: 'no' | 'draining' | 'disposed' = 'no';
  private starting = false;
  private lossesInARow = 0;
  /** While a lost process waits to be started again. */
  private backingOff: AbortController | null = null;
  private runs = 0;
  private startedAt: Date | null = null;
  private activationMillis: number | null = null;
  private evaluations = 0;
  private evaluationMillis = 0;
  private crashes = 0;
  private lastError: string | null = null;

  constructor(private readonly options: PluginProcessOptions) {}

  get limits(): SandboxLimits {
    return this.options.limits;
  }

  async openRun(context: RunContext): Promise<SandboxRun> {
    for (const date of [context.asOf, context.nextAssessmentPoint]) {
      if (date !== null && !isCalendarDate(date)) throw new RangeError(`not a calendar date: ${date}`);
    }
    this.runs += 1;
    const run = new PluginRun(this.runs, context, this);
    return this.enqueue(async () => {
      try {
        await run.open();
        return run;
      } catch (error) {
        throw this.activationFailure(error);
      }
    });
  }

  enqueue<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing !== 'no') return Promise.reject(new PluginProcessEndedError());
    const result = this.tail.then(() => {
      if (this.closing === 'disposed') throw new PluginProcessEndedError();
      return work();
    });
    const ended = result.catch((error: unknown) => {
      throw error instanceof ChildEnded && error.exit.cause === 'disposed'
        ? new PluginProcessEndedError()
        : error;
    });
    this.tail = ended.catch(() => undefined);
    return ended;
  }

  async child(): Promise<ChildSupervisor> {
    if (this.current !== undefined && !this.current.ended) return this.current;
    await this.current?.exited;
    await this.backOff();
    if (this.closing === 'disposed') throw new PluginProcessEndedError();
    const began = performance.now();
    const child = new ChildSupervisor(
      spawnChild(bootstrapPath(), this.limits, this.options.identity),
      this.limits,
    );
    this.current = child;
    this.starting = true;
    this.startedAt = new Date();
    void child.exited.then((exit) => {
      this.noteExit(exit);
    });
    try {
      const { bundle, limits } = this.options;
      await child.ask({ ask: 'start', limits, bundle }, null, startAllowanceMillis);
      this.activationMillis = performance.now() - began;
      return child;
    } finally {
      this.starting = false;
    }
  }

  noteAnswered(): void {
    this.lossesInARow = 0;
  }

  noteEvaluated(learners: number, millis: number): void {
    this.evaluations += learners;
    this.evaluationMillis += millis;
  }

  stats(): PluginProcessStats {
    const child = this.current;
    const resident = child?.residentBytes ?? null;
    return {
      pid: child === undefined || child.ended ? null : child.pid,
      state: this.state(),
      startedAt: this.startedAt,
      activationMillis: this.activationMillis,
      residentMb: resident === null ? null : resident / mebibyte,
      evaluations: this.evaluations,
      microsPerLearner: this.evaluations === 0 ? null : (this.evaluationMillis * 1000) / this.evaluations,
      crashes: this.crashes,
      lastError: this.lastError,
    };
  }

  async drain(): Promise<void> {
    if (this.closing === 'no') this.closing = 'draining';
    await this.tail;
    await this.dispose();
  }

  async dispose(): Promise<void> {
    this.closing = 'disposed';
    this.backingOff?.abort();
    this.current?.kill('disposed', 'the plugin process was ended');
    await this.current?.exited;
    await this.tail;
  }

  private async backOff(): Promise<void> {
    if (this.lossesInARow === 0 || this.closing === 'disposed') return;
    const millis = (this.options.backOff ?? backOffMillis)(this.lossesInARow);
    this.backingOff = new AbortController();
    const { signal } = this.backingOff;
    await pause(millis, undefined, { signal }).catch(() => undefined);
    this.backingOff = null;
  }

  private state(): PluginProcessState {
    if (this.starting) return 'starting';
    if (this.backingOff) return 'backingOff';
    if (this.current === undefined || this.current.ended) return 'ended';
    return this.current.busy ? 'active' : 'idle';
  }

  private noteExit(exit: ProcessExit): void {
    if (exit.cause !== 'disposed') {
      this.crashes += 1;
      this.lossesInARow += 1;
      this.lastError = exit.detail;
    }
    this.options.onExit?.(exit);
  }

  private activationFailure(error: unknown): unknown {
    if (error instanceof PluginActivationError) this.lastError = error.message;
    if (!(error instanceof ChildEnded) || error.exit.cause === 'disposed') return error;
    return new PluginActivationError(error.exit.cause, error.exit.detail);
  }
}
