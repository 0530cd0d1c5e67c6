export { PluginActivationError, PluginProcessEndedError } from './activation-error.js';
export type { PluginActivationReason } from './activation-error.js';
export { checkVerdicts } from './check-verdicts.js';
export type {
  LearnerOutcome,
  LogLine,
  NotEvaluatedReason,
  PluginProcess,
  PluginProcessState,
  PluginProcessStats,
  ProcessExit,
  RunContext,
  SandboxLimits,
  SandboxRun,
} from './contract.js';
export { defaultLimits } from './limits.js';
export { findImpure } from './purity.js';
export { startPluginProcess } from './plugin-process.js';
export type { PluginProcessOptions } from './plugin-process.js';
export type { ProcessIdentity } from './spawn-child.js';
