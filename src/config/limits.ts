/** What a deployment may lower or raise, each by its `ESPALIER_LIMIT_*` variable. */
export const DEFAULT_LIMITS = {
  /** Requests a minute of one client. */
  requestsPerMinute: limit('REQUESTS_PER_MINUTE', 12_000, 1, 100_000_000),
  /** Failed sign-ins a minute from one address. */
  signInsPerMinute: limit('SIGN_INS_PER_MINUTE', 30, 1, 1_000_000),
  /** Bytes of an imported file. */
  importBytes: limit('IMPORT_BYTES', 20 * 1024 * 1024, 1024, 1024 ** 3),
  /** Bytes of a plugin's package. */
  packageBytes: limit('PACKAGE_BYTES', 5 * 1024 * 1024, 1024, 1024 ** 3),
  /** Bytes of a plugin's bundle. */
  bundleBytes: limit('BUNDLE_BYTES', 256 * 1024, 1024, 16 * 1024 ** 2),
  /** Milliseconds in which a registry has to give a package. */
  registryMillis: limit('REGISTRY_MILLIS', 30_000, 100, 600_000),
  /** Plugin processes at once. */
  pluginProcesses: limit('PLUGIN_PROCESSES', 4, 1, 64),
  /** Seconds without work after which a plugin process ends. */
  pluginIdleSeconds: limit('PLUGIN_IDLE_SECONDS', 300, 1, 86_400),
  /** Milliseconds that a server which stops waits for what plugins are at. */
  drainMillis: limit('DRAIN_MILLIS', 10_000, 0, 600_000),
  /** Megabytes of a plugin process's heap. */
  heapMb: limit('HEAP_MB', 64, 16, 4096),
  /** Megabytes of a plugin process's resident memory. */
  residentMb: limit('RESIDENT_MB', 256, 96, 8192),
  /** Milliseconds of a policy for one learner. */
  millisPerLearner: limit('MILLIS_PER_LEARNER', 5, 1, 60_000),
  /** Milliseconds added once to a batch. */
  batchGraceMillis: limit('BATCH_GRACE_MILLIS', 2_000, 50, 600_000),
  /** Learners in a batch; the ids of a batch are one text, which ends at 64 KB on MariaDB. */
  batchLearners: limit('BATCH_LEARNERS', 500, 1, 1_500),
} as const;

/** The limits in force. */
export type Limits = { readonly [K in keyof typeof DEFAULT_LIMITS]: number };

/** The names of the variables that set them. */
export const limitVariables: readonly string[] = Object.values(DEFAULT_LIMITS).map((it) => it.variable);

function limit(name: string, value: number, min: number, max: number) {
  return { variable: `ESPALIER_LIMIT_${name}`, value, min, max };
}
