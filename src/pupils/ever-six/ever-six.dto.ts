import { ReadQuery } from '../../common/paging/list.dto.js';
import { DateText, Optional } from '../../common/validation/members.js';

/** As of when Ever-6 is derived. */
export class EverSixQuery extends ReadQuery {
  /** Left out: today. @example '2026-01-09' */
  @Optional()
  @DateText()
  asOf?: string;
}
