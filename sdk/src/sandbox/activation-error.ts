/**
 * Why a run cannot be opened: the bundle throws or is not strict CommonJS (`doesNotEvaluate`), lacks the
 * policy (`noPolicy`), does not finish loading (`timeout`), or costs its process (`memory`, `crash`).
 * @since 0.1.0
 */
export type PluginActivationReason = 'doesNotEvaluate' | 'noPolicy' | 'timeout' | 'memory' | 'crash';

/** A plugin that cannot be activated; `detail` is one clean line. @since 0.1.0 */
export class PluginActivationError extends Error {
  override readonly name = 'PluginActivationError';

  constructor(
    readonly reason: PluginActivationReason,
    readonly detail: string,
  ) {
    super(`the plugin cannot be activated (${reason}): ${detail}`);
  }
}

/** The plugin process was drained or disposed of while the call waited, or before it. @since 0.1.0 */
export class PluginProcessEndedError extends Error {
  override readonly name = 'PluginProcessEndedError';

  constructor() {
    super('the plugin process was ended');
  }
}
