import { PartialType } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { ListQuery } from '../../common/paging/list.dto.js';
import { InstantText, Nullable, Optional, Text } from '../../common/validation/members.js';

/** A trust to be added. */
export class CreateTrustDto {
  /** @example 'Pereira Learning Trust' */
  @Text(120)
  name!: string;

  /** The group's number (UID) in the register of schools, where it is in there. @example '17001' */
  @Nullable()
  @Matches(/^\d{1,10}$/, { message: '$property must be digits' })
  groupUid?: string | null;
}

/** Changes to a trust. */
export class UpdateTrustDto extends PartialType(CreateTrustDto, { skipNullProperties: false }) {}

/** Filters of trusts. */
export class TrustQuery extends ListQuery {
  /** @example '17001' */
  @Optional()
  @Matches(/^\d{1,10}$/, { message: '$property must be digits' })
  groupUid?: string;

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;
}
