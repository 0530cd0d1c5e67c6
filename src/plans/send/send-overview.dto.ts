import { ReadQuery } from '../../common/paging/list.dto.js';
import { DateText, Optional } from '../../common/validation/members.js';

/** As of when a pupil's SEND support is told. */
export class SendOverviewQuery extends ReadQuery {
  /** Left out: today. @example '2026-11-24' */
  @Optional()
  @DateText()
  asOf?: string;
}
