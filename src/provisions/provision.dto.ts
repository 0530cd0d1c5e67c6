import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery } from '../common/paging/list.dto.js';
import {
  DateText,
  IdText,
  InstantText,
  Nullable,
  Optional,
  Text,
  Whole,
} from '../common/validation/members.js';

/** A provision to be added. */
export class CreateProvisionDto {
  @IdText()
  schoolId!: string;

  /** A version of a kind of provision of the school or of the system. */
  @IdText()
  provisionTypeId!: string;

  /** @example 'Reading group, Tuesdays' */
  @Text(120)
  name!: string;

  /** A subject's code. @example 'reading' */
  @Nullable()
  @Text(40)
  subject?: string | null;

  /** A member of the school's staff. */
  @Nullable()
  @IdText()
  leadStaffId?: string | null;

  /** @example '2026-09-07' */
  @DateText()
  startDate!: string;

  /** The last day; after the start. @example '2026-12-18' */
  @DateText()
  endDate!: string;

  /** Places held at once. @example 6 */
  @Whole(1, 1000)
  capacity!: number;
}

/** Changes to a provision; its school and kind stay. */
export class UpdateProvisionDto extends PartialType(
  OmitType(CreateProvisionDto, ['schoolId', 'provisionTypeId']),
  { skipNullProperties: false },
) {}

/** Filters of provisions. */
export class ProvisionQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  provisionTypeId?: string;

  /** A subject's code. @example 'reading' */
  @Optional()
  @Text(40)
  subject?: string;

  /** Running on this date. @example '2026-10-01' */
  @Optional()
  @DateText()
  asOf?: string;

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;
}
