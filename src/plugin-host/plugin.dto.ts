import { PageQuery } from '../common/paging/list.dto.js';
import { Optional, Text } from '../common/validation/members.js';

/** Filters of plugins. */
export class PluginQuery extends PageQuery {
  /** @example '@st-aldates/reading-catch-up' */
  @Optional()
  @Text(120)
  name?: string;
}

/** A quarantined version that may run again. */
export class ResumePluginDto {
  /** @example '1.2.0' */
  @Text(64)
  version!: string;

  /** Kept in the audit trail. @example 'The school that crashed it has corrected its settings.' */
  @Text(500)
  reason!: string;
}

/** What to remove of a plugin. */
export class RemovePluginQuery {
  /** The one version; all of them where it is left out. @example '1.2.0' */
  @Optional()
  @Text(64)
  version?: string;
}
