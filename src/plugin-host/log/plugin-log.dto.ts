import { PageQuery } from '../../common/paging/list.dto.js';
import { IdText, OneOf, Optional } from '../../common/validation/members.js';

/** Filters of what a plugin wrote. */
export class PluginLogQuery extends PageQuery {
  /** Of one evaluation. */
  @Optional()
  @IdText()
  runId?: string;

  /** @example 'warn' */
  @Optional()
  @OneOf(['debug', 'info', 'warn', 'error'])
  level?: string;
}
