import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery } from '../../common/paging/list.dto.js';
import { DateText, IdText, Nullable, Optional, Text } from '../../common/validation/members.js';

/** A hold to be placed. */
export class CreateLegalHoldDto {
  @IdText()
  pupilId!: string;

  /** @example 'A claim against the school is before the court' */
  @Text(500)
  reason!: string;

  /** @example '2026-03-02' */
  @DateText()
  startDate!: string;

  /** The last day; null until it is lifted. @example null */
  @Nullable()
  @DateText()
  endDate?: string | null;
}

/** Changes to a hold. Its end lifts it. */
export class UpdateLegalHoldDto extends PartialType(OmitType(CreateLegalHoldDto, ['pupilId']), {
  skipNullProperties: false,
}) {}

/** Filters of holds. */
export class LegalHoldQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  /** Those that hold on this date. @example '2026-07-10' */
  @Optional()
  @DateText()
  asOf?: string;
}
