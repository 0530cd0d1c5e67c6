import { PluginActivationError } from '@espalier/sdk/sandbox';
import type { RefusedState } from './plugin-version.entity.js';

/** A version that does not run any more, whatever its bundle would do. */
export class VersionStopped extends PluginActivationError {
  constructor(
    readonly state: RefusedState,
    reason: string,
  ) {
    super('doesNotEvaluate', reason);
  }
}
