import { setTimeout as pause } from 'node:timers/promises';
import { PluginProcessEndedError } from '@espalier/sdk/sandbox';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Config } from '../../config/config.js';
import { APP_CONFIG } from '../../config/config.token.js';
import { PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import { BatchClaims } from './batch-claims.js';
import { BatchEvaluator } from './batch-evaluator.js';
import { BatchWriter } from './batch-writer.js';
import type { EvaluationBatchEntity } from './evaluation-batch.entity.js';
import { RunEnds } from './run-ends.js';

/** Batches at once: one is read or written while another is in the sandbox. */
const WORKERS = 3;

/** How often to look for batches that another process left behind. */
const LOOK_MILLIS = 5_000;

/**
 * Carries runs out, batch by batch: claim, read and evaluate outside any transaction, reconcile. Whatever is killed
 * in between is claimed again once its lease has run out; nothing is lost and nothing is written twice.
 */
@Injectable()
export class EvaluationRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('evaluation');
  private readonly workers = new Set<Promise<void>>();
  private readonly looking: NodeJS.Timeout;
  private readonly drainMillis: number;
  private stopping = false;

  constructor(
    private readonly claims: BatchClaims,
    private readonly evaluator: BatchEvaluator,
    private readonly writer: BatchWriter,
    private readonly ends: RunEnds,
    private readonly runtime: PluginRuntime,
    @Inject(APP_CONFIG) config: Config,
  ) {
    this.drainMillis = config.limits.drainMillis;
    this.looking = setInterval(() => {
      if (this.workers.size === 0) void this.look();
    }, LOOK_MILLIS);
    this.looking.unref();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.claims.releaseAll();
    await this.ends.endFinished();
    this.wake();
  }

  /** Starts workers, as many as may run at once. */
  wake(): void {
    while (!this.stopping && this.workers.size < WORKERS) {
      const worker = this.work().finally(() => {
        this.workers.delete(worker);
        if (this.workers.size === 0) void this.evaluator.closeRuns();
      });
      this.workers.add(worker);
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearInterval(this.looking);
    const finished = Promise.all(this.workers);
    await Promise.race([finished, pause(this.drainMillis, undefined, { ref: false })]);
    // What is still at work by now gives its batch back.
    if (this.workers.size > 0) await this.runtime.endProcesses();
    await finished;
    await this.evaluator.closeRuns();
  }

  private async look(): Promise<void> {
    try {
      if (await this.claims.isWorkLeft()) this.wake();
      else await this.ends.endFinished();
    } catch (error) {
      this.logger.warn(`The database does not answer: ${(error as Error).message}`);
    }
  }

  private async work(): Promise<void> {
    try {
      for (;;) {
        if (this.stopping) return;
        const batch = await this.claims.claim();
        if (!batch) {
          // A run over nobody has no batch that could end it.
          await this.ends.endFinished();
          return;
        }
        // A worker that found the batches held at that moment has gone home, and there may be more.
        this.wake();
        await this.carryOut(batch);
      }
    } catch (error) {
      this.logger.error(error);
    }
  }

  private async carryOut(batch: EvaluationBatchEntity): Promise<void> {
    if (this.claims.isHopeless(batch)) {
      await this.ends.giveUp(batch, 'A batch of pupils was tried too often.');
      return;
    }
    const letGo = this.claims.keepAlive(batch);
    try {
      const evaluated = await this.evaluator.evaluate(batch);
      await this.writer.write(batch, evaluated);
    } catch (error) {
      // The plugin's process ends with this one: another takes the batch at once, without waiting for the lease.
      if (!this.stopping || !(error instanceof PluginProcessEndedError)) throw error;
      await this.claims.release(batch);
      return;
    } finally {
      letGo();
    }
    await this.ends.endIfDone(batch.ownerId, batch.evaluationId);
  }
}
