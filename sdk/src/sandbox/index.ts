export { PluginActivationError, PluginProcessEndedError } from './activation-error.js';
export type { PluginActivationReason } from './activation-error.js';
export { checkAllocation } from './check-allocation.js';
export { checkGroupAnswer } from './check-group-answer.js';
export { checkProposals } from './check-proposals.js';
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
  TargetOutcome,
  WholeOutcome,
} from './contract.js';
export { defaultLimits } from './limits.js';
export { answersAlike, findImpure } from './purity.js';
export { startPluginProcess } from './plugin-process.js';
export type { PluginProcessOptions } from './plugin-process.js';
export type { ProcessIdentity } from './spawn-child.js';
