import { OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { ListQuery } from '../../common/paging/list.dto.js';
import { SourceDto } from '../../common/source.dto.js';
import {
  IdText,
  InstantText,
  KeyText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  Text,
} from '../../common/validation/members.js';
import { FUNDING_KINDS } from '../provision-words.js';

/** A source of money to be added. */
export class CreateFundingSourceDto {
  @IdText()
  schoolId!: string;

  /** No other of the school has it. @example 'Pupil premium' */
  @KeyText(120)
  name!: string;

  /** `top-up` is high-needs funding for one pupil above the first £6,000. */
  @OneOf(FUNDING_KINDS)
  kind!: (typeof FUNDING_KINDS)[number];

  /** May be spent on its purpose only; left out: false. @example true */
  @Optional()
  @IsBoolean()
  ringFenced?: boolean;

  /** @example 'For pupils on the register of disadvantage' */
  @Nullable()
  @Text(500)
  note?: string | null;

  /** Its key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** Changes to a source of money. */
export class UpdateFundingSourceDto extends PartialType(
  OmitType(CreateFundingSourceDto, ['schoolId', 'source']),
  { skipNullProperties: false },
) {}

/** Filters of sources of money. */
export class FundingSourceQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @OneOf(FUNDING_KINDS)
  kind?: (typeof FUNDING_KINDS)[number];

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;

  @Optional()
  @Text(40)
  sourceSystem?: string;

  @Optional()
  @Text(100)
  sourceId?: string;
}
