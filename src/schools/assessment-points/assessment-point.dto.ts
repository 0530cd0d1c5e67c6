import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery } from '../../common/paging/list.dto.js';
import { DateText, IdText, InstantText, Optional, Text } from '../../common/validation/members.js';

/** An assessment point to be added. */
export class CreateAssessmentPointDto {
  @IdText()
  schoolId!: string;

  /** @example 'Spring assessment' */
  @Text(120)
  name!: string;

  /** One to a day. @example '2026-04-10' */
  @DateText()
  date!: string;
}

/** Changes to an assessment point; its school stays. */
export class UpdateAssessmentPointDto extends PartialType(OmitType(CreateAssessmentPointDto, ['schoolId']), {
  skipNullProperties: false,
}) {}

/** Filters of assessment points. */
export class AssessmentPointQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  /** On or after this date. @example '2025-09-01' */
  @Optional()
  @DateText()
  dateFrom?: string;

  /** On or before this date. @example '2026-08-31' */
  @Optional()
  @DateText()
  dateTo?: string;

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;
}
