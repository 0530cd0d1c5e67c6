import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { now, schoolDay } from '../../common/instants.js';
import { Database, places } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type ActivePolicy, PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import { EvaluationRunner } from '../runs/evaluation-runner.js';
import { keyOf } from '../runs/policy-key.js';
import { triggersOf } from './policy-triggers.js';
import { QUIET_MILLIS } from './quiet-window.js';
import { type LaggingWatch, TriggeredRuns } from './triggered-runs.js';
import { WatchedPlugins } from './watched-plugins.js';

/** How often to look at every school: for the turn of the day, and for what a server left behind that was killed. */
const SWEEP_MILLIS = 5_000;

const LAGGING = `select w.owner_id as ownerId, w.policy_key as policyKey, w.plugin, w.version,
    w.checked_on as checkedOn, v.version as newest
  from trigger_watch w join owner_version v on v.owner_id = w.owner_id
  where (w.version < v.version or w.checked_on < ?)`;

/**
 * Starts runs where changes and dates ask for them. A school is looked at when this server has changed something of
 * it and the changes have ceased for a moment; one policy after another, each once around, so that no school waits
 * for another's thousands of changes.
 */
@Injectable()
export class TriggerRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('triggers');
  /** Schools that changed since they were looked at. */
  private readonly changed = new Set<string>();
  /** Policy → its school's version up to which nothing was found, so that nobody looks through the same again. */
  private readonly idleUpTo = new Map<string, number>();
  private readonly sweeping: NodeJS.Timeout;
  private sweepIsDue = true;
  private waking: NodeJS.Timeout | null = null;
  private wakesAt = Infinity;
  private looking: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly runtime: PluginRuntime,
    private readonly runner: EvaluationRunner,
    private readonly watched: WatchedPlugins,
    private readonly runs: TriggeredRuns,
    uow: UnitOfWork,
  ) {
    uow.onCommitted((ownerIds) => {
      for (const it of ownerIds) this.changed.add(it);
      this.wakeIn(QUIET_MILLIS);
    });
    this.sweeping = setInterval(() => {
      this.sweepIsDue = true;
      this.wakeIn(0);
    }, SWEEP_MILLIS);
    this.sweeping.unref();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.watched.adopt();
    this.wakeIn(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearInterval(this.sweeping);
    if (this.waking) clearTimeout(this.waking);
    await this.looking;
  }

  private wakeIn(millis: number): void {
    const at = performance.now() + millis;
    if (this.stopping || at >= this.wakesAt) return;
    if (this.waking) clearTimeout(this.waking);
    this.wakesAt = at;
    this.waking = setTimeout(() => {
      this.waking = null;
      this.wakesAt = Infinity;
      this.startLooking();
    }, millis).unref();
  }

  private startLooking(): void {
    // What comes meanwhile is found by the look after this one.
    if (this.looking) return;
    this.looking = this.lookAround()
      .catch((error: unknown) => {
        this.logger.warn(`The database does not answer: ${(error as Error).message}`);
      })
      .finally(() => {
        this.looking = null;
        if (this.changed.size > 0 || this.sweepIsDue) this.wakeIn(QUIET_MILLIS);
      });
  }

  private async lookAround(): Promise<void> {
    const ownerIds = this.sweepIsDue ? null : [...this.changed];
    this.sweepIsDue = false;
    this.changed.clear();
    const lagging = await this.lagging(ownerIds);
    const active = new Map<string, Promise<ActivePolicy[]>>();
    for (const watch of lagging) {
      if (this.stopping) return;
      if (this.isIdle(watch)) continue;
      const { ownerId } = watch;
      const policies = active.get(ownerId) ?? this.runtime.activePolicies(ownerId);
      active.set(ownerId, policies);
      try {
        await this.lookAt(watch, await policies);
      } catch (error) {
        // One school's trouble is not the next one's; the sweep comes back to it.
        this.logger.error(error);
      }
    }
  }

  private async lookAt(watch: LaggingWatch, policies: readonly ActivePolicy[]): Promise<void> {
    const policy = policies.find((it) => keyOf(it) === watch.policyKey);
    const declared = policy?.manifest.policies.find((it) => it.id === policy.policyId);
    const triggers = declared && triggersOf(declared);
    if (!policy || !triggers) return;
    const look = await this.runs.look(watch, policy, triggers);
    if (look.kind === 'nothing') this.idleUpTo.set(idOf(watch), watch.newest);
    if (look.kind === 'run') this.runner.wake();
    if (look.kind === 'wait') {
      this.changed.add(watch.ownerId);
      this.wakeIn(look.millis);
    }
  }

  private isIdle(watch: LaggingWatch): boolean {
    const isDated = watch.checkedOn !== null && watch.checkedOn < schoolDay(now());
    return !isDated && this.idleUpTo.get(idOf(watch)) === watch.newest;
  }

  /** The policies that have something to look at; of all schools where none are named. */
  private lagging(ownerIds: readonly string[] | null): Promise<LaggingWatch[]> {
    if (ownerIds?.length === 0) return Promise.resolve([]);
    const own = ownerIds ? ` and w.owner_id in (${places(ownerIds.length)})` : '';
    return this.database.query<LaggingWatch>(LAGGING + own, [schoolDay(now()), ...(ownerIds ?? [])]);
  }
}

function idOf({ ownerId, policyKey }: LaggingWatch): string {
  return `${ownerId} ${policyKey}`;
}
