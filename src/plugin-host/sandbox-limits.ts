import { defaultLimits, type SandboxLimits } from '@espalier/sdk/sandbox';
import type { Limits } from '../config/limits.js';

/** The limits of a plugin process in this deployment. */
export function sandboxLimits(limits: Limits): SandboxLimits {
  const { heapMb, residentMb, millisPerLearner, batchGraceMillis } = limits;
  return { ...defaultLimits, heapMb, residentMb, millisPerLearner, batchGraceMillis };
}
