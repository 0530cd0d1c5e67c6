import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import type { PluginLogLineEntity } from './plugin-log-line.entity.js';

/** A line that a policy wrote to `console`. */
export class PluginLogLineView {
  id!: string;
  /** The evaluation in which it was written. */
  runId!: string;
  at!: string;
  /** @example '0.1.0' */
  version!: string;
  /** @example 'reading-catch-up' */
  policyId!: string;
  /** `debug`, `info`, `warn` or `error`. @example 'info' */
  level!: string;
  /** The policy read sensitive inputs. @example false */
  sensitive!: boolean;
  /**
   * One line of at most 500 characters, clean of control characters. It may tell of any pupil of the run: left out for
   * who sees only the pupils taught, and where it is sensitive and the token lacks `sensitive:read`. @example 'No result in reading: 3 learners'
   */
  text?: string;
}

export function toPluginLogLineView(row: PluginLogLineEntity, ctx: RequestContext): PluginLogLineView {
  const { id, runId, at, version, policyId, level, line, onSensitiveInputs } = row;
  const shown = !ctx.principal.taughtOnly && (!onSensitiveInputs || seesSensitive(ctx));
  return {
    ...{ id, runId, at, version, policyId, level, sensitive: onSensitiveInputs },
    ...(shown && { text: line }),
  };
}
