import { PluginActivationError } from '@espalier/sdk/sandbox';
import type { StoppedState } from './plugin-version.entity.js';

/** A version that does not run any more, whatever its bundle would do. */
export class VersionStopped extends PluginActivationError {
  constructor(
    readonly state: StoppedState,
    reason: string,
  ) {
    super('doesNotEvaluate', reason);
  }
}
