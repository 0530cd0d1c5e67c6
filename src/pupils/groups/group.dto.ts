import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery } from '../../common/paging/list.dto.js';
import { SourceDto } from '../../common/source.dto.js';
import {
  DateText,
  IdText,
  InstantText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  Text,
} from '../../common/validation/members.js';
import { GROUP_KINDS, type GroupKind } from './group.entity.js';

/** A group to be added. */
export class CreateGroupDto {
  @IdText()
  schoolId!: string;

  /** @example '7x/Ma2' */
  @Text(120)
  name!: string;

  /** teaching: taught a subject; registration: a tutor group or primary class; intervention. It stays. */
  @OneOf(GROUP_KINDS)
  kind!: GroupKind;

  /** A subject's code; a teaching group needs one, a registration group has none. @example 'mathematics' */
  @Nullable()
  @Text(40)
  subject?: string | null;

  /** The academic year of the group, where it lasts for one. */
  @Nullable()
  @IdText()
  academicYearId?: string | null;

  /** The group's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** Changes to a group. */
export class UpdateGroupDto extends PartialType(OmitType(CreateGroupDto, ['schoolId', 'kind', 'source']), {
  skipNullProperties: false,
}) {}

/** Filters of groups. */
export class GroupQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  /** Groups that the pupil is or was in; with `asOf` those on that date. */
  @Optional()
  @IdText()
  pupilId?: string;

  /** Groups that the member of staff teaches or taught; with `asOf` those on that date. */
  @Optional()
  @IdText()
  staffId?: string;

  /** On which date `pupilId` and `staffId` are meant. @example '2026-10-01' */
  @Optional()
  @DateText()
  asOf?: string;

  @Optional()
  @OneOf(GROUP_KINDS)
  kind?: GroupKind;

  /** A subject's code. @example 'mathematics' */
  @Optional()
  @Text(40)
  subject?: string;

  @Optional()
  @IdText()
  academicYearId?: string;

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
