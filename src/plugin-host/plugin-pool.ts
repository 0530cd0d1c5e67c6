import {
  type PluginProcess,
  PluginProcessEndedError,
  type PluginProcessStats,
  type SandboxLimits,
  startPluginProcess,
} from '@espalier/sdk/sandbox';
import { judgeCrash } from './crash-window.js';
import type { StoppedState } from './plugin-version.entity.js';

/** A version of a plugin with the bundle that is meant by it. */
export interface PluginRef {
  readonly name: string;
  readonly version: string;
  /** `sha256-` and base64. */
  readonly digest: string;
}

/** What the pool asks of its owner. */
export interface PoolOptions {
  readonly limits: SandboxLimits;
  /** Processes at once. */
  readonly most: number;
  /** A process without work for so long ends. */
  readonly idleMillis: number;
  /** The text of a bundle, its digest checked. */
  readonly loadBundle: (ref: PluginRef) => Promise<string>;
  /** A version was stopped. */
  readonly onStop: (ref: PluginRef, stop: Stop) => Promise<void>;
}

/** That a version was stopped, and why. */
export interface Stop {
  readonly state: StoppedState;
  readonly reason: string;
}

/** A plugin version and its process, where it has one. */
export class PluginSlot {
  process: PluginProcess | null = null;
  starting: Promise<PluginProcess> | null = null;
  /** Figures of the last process, once it has ended. */
  past: PluginProcessStats | null = null;
  /** Calls that hold the process or wait for it. */
  inUse = 0;
  openRuns = 0;
  lastUsed = 0;
  /** How the process ended since the last call, where it did so by itself. */
  exit: string | null = null;
  crashes: readonly number[] = [];
  /** Set anew whenever the version is stopped: runs that were opened before it are over. */
  stopped: Stop | null = null;

  constructor(readonly ref: PluginRef) {}
}

/**
 * The plugin processes of this host. At most `most` live at once: where one more is needed, the idle one that was
 * used least recently ends first, one without an open run before one with; where none is idle, the call waits.
 */
export class PluginPool {
  private readonly slots = new Map<string, PluginSlot>();
  private readonly waiting: (() => void)[] = [];
  private readonly sweeping: NodeJS.Timeout;
  /** Processes that live, start or end. */
  private taken = 0;
  private draining = false;
  private closed = false;

  constructor(private readonly options: PoolOptions) {
    this.sweeping = setInterval(() => void this.endIdle(), options.idleMillis / 5);
    this.sweeping.unref();
  }

  get limits(): SandboxLimits {
    return this.options.limits;
  }

  slot(ref: PluginRef): PluginSlot {
    const key = `${ref.name}\n${ref.version}\n${ref.digest}`;
    let slot = this.slots.get(key);
    if (!slot) {
      slot = new PluginSlot(ref);
      this.slots.set(key, slot);
    }
    return slot;
  }

  /** Every version that ran since the host started, with the figures of its process. */
  figures(): { readonly ref: PluginRef; readonly stats: PluginProcessStats }[] {
    return [...this.slots.values()].flatMap(({ ref, process, past }) => {
      const stats = process?.stats() ?? past;
      return stats ? [{ ref, stats }] : [];
    });
  }

  /** Does `work` on the version's process, which does not end meanwhile but by itself. */
  async use<T>(slot: PluginSlot, work: (process: PluginProcess) => Promise<T>): Promise<T> {
    slot.inUse += 1;
    try {
      const process = slot.process ?? (await (slot.starting ??= this.start(slot)));
      return await work(process);
    } finally {
      slot.inUse -= 1;
      slot.lastUsed = performance.now();
      if (slot.exit !== null) await this.noteCrash(slot, slot.exit);
      this.wake();
    }
  }

  /** Ends every run of a version that is open now, and tells the pool's owner. */
  async stop(slot: PluginSlot, stop: Stop): Promise<void> {
    slot.stopped = stop;
    await this.options.onStop(slot.ref, stop);
  }

  /**
   * Takes no more runs, waits until those that are open have been closed, at most for `graceMillis`, and ends every
   * process.
   */
  async drain(graceMillis: number): Promise<void> {
    this.draining = true;
    let isOver = graceMillis === 0;
    const grace = setTimeout(() => {
      isOver = true;
      this.wake();
    }, graceMillis);
    while (!isOver && [...this.slots.values()].some((it) => it.openRuns > 0)) await this.nextWake();
    clearTimeout(grace);
    await this.close();
  }

  /** A run of a version is opened. @throws PluginProcessEndedError while the pool drains. */
  noteOpened(slot: PluginSlot): void {
    if (this.draining) throw new PluginProcessEndedError();
    slot.openRuns += 1;
  }

  noteClosed(slot: PluginSlot): void {
    slot.openRuns -= 1;
    this.wake();
  }

  /** Ends every process at once. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.sweeping);
    this.wake();
    await Promise.all([...this.slots.values()].map((slot) => this.end(slot)));
  }

  private async start(slot: PluginSlot): Promise<PluginProcess> {
    await this.makeRoom().catch((error: unknown) => {
      slot.starting = null;
      throw error;
    });
    try {
      const bundle = await this.options.loadBundle(slot.ref);
      if (this.closed) throw new PluginProcessEndedError();
      slot.process = startPluginProcess({
        bundle,
        limits: this.limits,
        onExit: ({ cause, detail }) => {
          if (cause !== 'disposed') slot.exit = detail;
        },
      });
      return slot.process;
    } catch (error) {
      this.taken -= 1;
      throw error;
    } finally {
      slot.starting = null;
    }
  }

  private async makeRoom(): Promise<void> {
    for (;;) {
      if (this.closed) throw new PluginProcessEndedError();
      if (this.taken < this.options.most) break;
      const idle = this.leastNeeded();
      if (idle) await this.end(idle);
      else await this.nextWake();
    }
    this.taken += 1;
  }

  private leastNeeded(): PluginSlot | null {
    const idle = this.idle();
    idle.sort((a, b) => Math.sign(a.openRuns) - Math.sign(b.openRuns) || a.lastUsed - b.lastUsed);
    return idle[0] ?? null;
  }

  private async endIdle(): Promise<void> {
    const before = performance.now() - this.options.idleMillis;
    const idle = this.idle().filter((it) => it.lastUsed < before);
    await Promise.all(idle.map((slot) => this.end(slot)));
  }

  private idle(): PluginSlot[] {
    return [...this.slots.values()].filter((it) => it.process && it.inUse === 0);
  }

  private async end(slot: PluginSlot): Promise<void> {
    const { process } = slot;
    if (!process) return;
    slot.past = process.stats();
    slot.process = null;
    await process.dispose();
    slot.past = process.stats();
    this.taken -= 1;
    this.wake();
  }

  private async noteCrash(slot: PluginSlot, exit: string): Promise<void> {
    slot.exit = null;
    const { tooMany, counted } = judgeCrash(slot.crashes, Date.now());
    slot.crashes = tooMany ? [] : counted;
    if (!tooMany) return;
    const reason = `Three crashes within five minutes, the last: ${exit}. Mend it with another version, or resume it.`;
    await this.stop(slot, { state: 'quarantined', reason });
  }

  private nextWake(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
