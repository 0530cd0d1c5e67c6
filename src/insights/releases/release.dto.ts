import { ListQuery } from '../../common/paging/list.dto.js';
import { IdText, InstantText, Optional } from '../../common/validation/members.js';

/** A release to be made. */
export class CreateReleaseDto {
  @IdText()
  schoolId!: string;

  /** One of the school's, not in the future. */
  @IdText()
  assessmentPointId!: string;
}

/** Filters of releases. */
export class ReleaseQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  assessmentPointId?: string;

  /** Released at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;
}
