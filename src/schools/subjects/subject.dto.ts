import { Matches } from 'class-validator';
import { ListQuery } from '../../common/paging/list.dto.js';
import { IdText, InstantText, Optional, Text } from '../../common/validation/members.js';

/** A subject to be added. */
export class CreateSubjectDto {
  @IdText()
  schoolId!: string;

  /** Small letters, digits and hyphens; not that of a subject which ships with Espalier. @example 'forest-school' */
  @Text(40)
  @Matches(/^[a-z0-9-]{1,40}$/, { message: '$property must be small letters, digits and hyphens' })
  code!: string;

  /** @example 'Forest school' */
  @Text(120)
  name!: string;
}

/** Changes to a school's subject; its code stays. */
export class UpdateSubjectDto {
  /** @example 'Outdoor learning' */
  @Optional()
  @Text(120)
  name?: string;
}

/** Filters of subjects. */
export class SubjectQuery extends ListQuery {
  /** Those that this school added; those that ship with Espalier have no school. */
  @Optional()
  @IdText()
  schoolId?: string;

  /** @example 'reading' */
  @Optional()
  @Text(40)
  code?: string;

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;
}
