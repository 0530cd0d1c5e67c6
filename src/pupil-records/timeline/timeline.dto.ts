import { ListQuery } from '../../common/paging/list.dto.js';
import { DateText, Optional, Text } from '../../common/validation/members.js';

/** Which entries of a timeline are wanted. */
export class TimelineQuery extends ListQuery {
  /** On or after this date. @example '2025-09-01' */
  @Optional()
  @DateText()
  from?: string;

  /** On or before this date. @example '2026-08-31' */
  @Optional()
  @DateText()
  to?: string;

  /** Kinds of entries, separated by commas. Left out: all that the token may see. @example 'result,intervention-step' */
  @Optional()
  @Text(500)
  kinds?: string;
}
