import { ReadQuery } from '../../common/paging/list.dto.js';
import { DateText, Optional } from '../../common/validation/members.js';

/** The day on which a good level of development is judged. */
export class GoodLevelQuery extends ReadQuery {
  /** Left out: today. Assessments after it change nothing. @example '2026-07-17' */
  @Optional()
  @DateText()
  asOf?: string;
}
