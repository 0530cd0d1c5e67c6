import { OmitType } from '@nestjs/swagger';
import { PageQuery } from '../../common/paging/list.dto.js';
import { DateText, IdText, OneOf, Optional, QueryFlag, Text } from '../../common/validation/members.js';
import { RECORD_KINDS, type RecordKind } from './record-kinds.js';

/** Which reviews are wanted. */
export class RetentionReviewQuery extends OmitType(PageQuery, ['sort']) {
  /** What is due on this date, today or in time to come; today where it is left out. @example '2026-08-31' */
  @Optional()
  @DateText()
  asOf?: string;

  @Optional()
  @OneOf(RECORD_KINDS)
  kind?: RecordKind;

  @Optional()
  @IdText()
  pupilId?: string;

  /** Those that a legal hold keeps, or those that none does. */
  @Optional()
  @QueryFlag()
  held?: boolean;
}

/** A kind of record to be disposed of. */
export class CreateDisposalDto {
  @OneOf(RECORD_KINDS)
  kind!: RecordKind;

  /** Stays when the record is gone: name nobody in it. @example 'Reviewed by the data protection officer' */
  @Text(500)
  reason!: string;
}
