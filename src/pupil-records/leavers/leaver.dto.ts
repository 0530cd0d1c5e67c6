import { ListQuery } from '../../common/paging/list.dto.js';
import { DateText, IdText, Optional, Text } from '../../common/validation/members.js';

/** Which leavers are wanted. */
export class LeaverQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  /** Who had left by this date, and what was open of them then. Left out: today. @example '2026-11-24' */
  @Optional()
  @DateText()
  asOf?: string;

  /** Whose last day on roll was this date or later. @example '2026-07-01' */
  @Optional()
  @DateText()
  leftFrom?: string;

  /** Whose last day on roll was this date or earlier. @example '2026-10-23' */
  @Optional()
  @DateText()
  leftTo?: string;

  /**
   * What is looked for, separated by commas: group, sen, plan, referral, intervention, target, recommendation. Left
   * out: all that the token may see.
   * @example 'plan,intervention'
   */
  @Optional()
  @Text(200)
  kinds?: string;
}
