import { PartialType } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { ListQuery } from '../common/paging/list.dto.js';
import { IdText, InstantText, Nullable, OneOf, Optional, Text } from '../common/validation/members.js';
import { PHASES } from './school.entity.js';

/** A school to be added. */
export class CreateSchoolDto {
  /** Unique Reference Number. @example '999001' */
  @Matches(/^\d{6}$/, { message: '$property must be six digits' })
  urn!: string;

  /** Local authority, three digits. @example '999' */
  @Matches(/^\d{3}$/, { message: '$property must be three digits' })
  laCode!: string;

  /** Establishment number, four digits; with the local authority it is unique. @example '4001' */
  @Matches(/^\d{4}$/, { message: '$property must be four digits' })
  establishment!: string;

  /** @example 'Gabriel Pereira School' */
  @Text(120)
  name!: string;

  @OneOf(PHASES)
  phase!: (typeof PHASES)[number];

  /** The trust that the school belongs to; null for none. */
  @Nullable()
  @IdText()
  trustId?: string | null;
}

/** Changes to a school. */
export class UpdateSchoolDto extends PartialType(CreateSchoolDto, { skipNullProperties: false }) {}

/** Filters of schools. */
export class SchoolQuery extends ListQuery {
  /** @example '999001' */
  @Optional()
  @Matches(/^\d{6}$/, { message: '$property must be six digits' })
  urn?: string;

  /** Local authority. @example '999' */
  @Optional()
  @Matches(/^\d{3}$/, { message: '$property must be three digits' })
  laCode?: string;

  @Optional()
  @OneOf(PHASES)
  phase?: (typeof PHASES)[number];

  @Optional()
  @IdText()
  trustId?: string;

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;
}
