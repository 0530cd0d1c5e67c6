import { Matches } from 'class-validator';
import { FieldsQuery } from '../../common/paging/list.dto.js';
import { Optional, Text } from '../../common/validation/members.js';

/** Which rates are read. */
export class PupilPremiumRatesQuery extends FieldsQuery {
  /** April to March. Left out: all that are known. @example '2025-26' */
  @Optional()
  @Text(7)
  @Matches(/^\d{4}-\d{2}$/, { message: '$property is written as 2025-26' })
  financialYear?: string;
}
