import type { SandboxLimits } from './contract.js';

/** The limits of a plugin process unless a deployment sets others. @since 0.1.0 */
export const defaultLimits: SandboxLimits = {
  heapMb: 64,
  residentMb: 256,
  millisPerLearner: 5,
  batchGraceMillis: 2000,
  outputCharsPerLearner: 16_384,
  logLinesPerRun: 100,
  badLearnersPerRun: 3,
};

/** Learners that share one guard and one frame: a looping learner costs at most their allowance. */
export const learnersPerFrame = 250;

/** Characters of input after which a frame is closed, so that the child's heap holds it many times over. */
export const inputCharsPerFrame = 1_000_000;

/** Most bytes of a frame to the child. */
export const maxRequestBytes = 32 * 1024 * 1024;

export const charsPerLogLine = 500;
export const charsPerDetail = 300;

/**
 * The child's own guard for the learners left in a frame. It is shorter than the supervisor's allowance,
 * so that a loop costs its learner and not the process.
 */
export function guardMillis(limits: SandboxLimits, learners: number): number {
  return Math.ceil(limits.batchGraceMillis / 4 + learners * limits.millisPerLearner);
}

/** The supervisor's allowance for a frame; it begins anew whenever the child reports a time-out. */
export function allowanceMillis(limits: SandboxLimits, learners: number): number {
  return limits.batchGraceMillis + learners * limits.millisPerLearner;
}

/** The guard for the evaluation of a bundle. */
export function activationGuardMillis(limits: SandboxLimits): number {
  return Math.max(limits.batchGraceMillis, 100);
}

/** The supervisor's allowance for opening a run. */
export function activationAllowanceMillis(limits: SandboxLimits): number {
  return activationGuardMillis(limits) * 2 + 1000;
}

/** Most characters of one answer about so many learners. */
export function maxAnswerChars(limits: SandboxLimits, learners: number): number {
  return limits.outputCharsPerLearner * Math.min(Math.max(learners, 1), learnersPerFrame);
}

/** Most bytes of a frame from the child: each answer and log line at three bytes a character. */
export function maxAnswerBytes(limits: SandboxLimits): number {
  const learners = learnersPerFrame * (limits.outputCharsPerLearner + 2 * charsPerDetail + 16);
  return 64 * 1024 + 3 * (learners + limits.logLinesPerRun * (charsPerLogLine + 32));
}
