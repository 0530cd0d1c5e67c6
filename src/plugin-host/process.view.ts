import type { PluginProcessStats } from '@espalier/sdk/sandbox';
import type { PluginRef } from './plugin-pool.js';

/** The process of a plugin version on this server, since the server started. */
export class PluginProcessView {
  /** @example '@espalier/trajectory-catch-up' */
  plugin!: string;
  /** @example '0.1.0' */
  version!: string;
  /** `starting`, `idle`, `active`, `backingOff` (lost, and waiting to be started again) or `ended`; an ended one starts
   * again when it is needed. @example 'idle' */
  state!: string;
  /** The operating system's number of the process; null for one that has ended. @example 4711 */
  pid!: number | null;
  startedAt!: string | null;
  /** Milliseconds from its start until it was ready. @example 93.4 */
  activationMillis!: number | null;
  /** Resident memory in megabytes, as measured last. @example 61.5 */
  residentMb!: number | null;
  /**
   * Pupils evaluated, of every school, each sample that was evaluated again among them; null for a token that does
   * not see every school. @example 1064
   */
  evaluations!: number | null;
  /** Microseconds a pupil, on average. @example 41.2 */
  microsPerLearner!: number | null;
  /** How often it ended by itself or had to be ended. @example 0 */
  crashes!: number;
  lastError!: string | null;
}

export function toPluginProcessView(
  { ref, stats }: { readonly ref: PluginRef; readonly stats: PluginProcessStats },
  seesEverySchool: boolean,
): PluginProcessView {
  const { state, pid, startedAt, activationMillis, residentMb, evaluations, microsPerLearner } = stats;
  return {
    plugin: ref.name,
    version: ref.version,
    state,
    pid,
    startedAt: startedAt?.toISOString() ?? null,
    activationMillis,
    residentMb,
    evaluations: seesEverySchool ? evaluations : null,
    microsPerLearner,
    crashes: stats.crashes,
    lastError: stats.lastError,
  };
}
