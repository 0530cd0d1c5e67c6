import { PageQuery } from '../../common/paging/list.dto.js';
import { IdText, InstantText, Optional, Text } from '../../common/validation/members.js';

/** Filters of audit events. */
export class AuditQuery extends PageQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  /** @example 'sensitive.read' */
  @Optional()
  @Text(60)
  action?: string;

  @Optional()
  @Text(64)
  resourceId?: string;

  /** At or after this instant. */
  @Optional()
  @InstantText()
  since?: string;
}
