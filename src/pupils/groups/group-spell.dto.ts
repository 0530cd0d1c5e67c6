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

/** A spell of a pupil in the group of the path. */
export class AddMemberDto {
  @IdText()
  pupilId!: string;

  /** The first day in the group. @example '2026-09-07' */
  @DateText()
  startDate!: string;

  /** The last day; left out or null while it goes on. @example null */
  @Nullable()
  @DateText()
  endDate?: string | null;

  /** The group that the pupil leaves: the spell there ends on the day before, and stays. */
  @Nullable()
  @IdText()
  movedFrom?: string | null;

  /** The spell's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** A spell of a pupil in a group. */
export class CreateGroupMemberDto extends AddMemberDto {
  @IdText()
  groupId!: string;
}

/** A spell in which a member of staff teaches the group of the path. */
export class AddTeacherDto {
  @IdText()
  staffId!: string;

  /** @example '2026-09-01' */
  @DateText()
  startDate!: string;

  /** The last day; left out or null while it goes on. @example null */
  @Nullable()
  @DateText()
  endDate?: string | null;

  /** The spell's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** A spell in which a member of staff teaches a group. */
export class CreateGroupTeacherDto extends AddTeacherDto {
  @IdText()
  groupId!: string;
}

/** Changes to the dates of a spell. */
export class UpdateGroupSpellDto {
  /** @example '2026-09-07' */
  @Optional()
  @DateText()
  startDate?: string;

  /** The last day; null while it goes on. @example '2026-12-18' */
  @Nullable()
  @DateText()
  endDate?: string | null;
}

/** Filters that spells in groups share. */
export class GroupSpellQuery extends ListQuery {
  /** Spells that hold this date. @example '2026-10-01' */
  @Optional()
  @DateText()
  asOf?: string;

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;
}

/** Filters of the members of one group. */
export class MembersQuery extends GroupSpellQuery {
  /** What to show beside each spell: `pupil`, which needs `pupils:read`. */
  @Optional()
  @OneOf(['pupil'])
  expand?: 'pupil';
}

/** Filters of spells of pupils in groups. */
export class GroupMemberQuery extends MembersQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  groupId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  @Optional()
  @Text(40)
  sourceSystem?: string;

  @Optional()
  @Text(100)
  sourceId?: string;
}

/** Filters of spells of staff who teach groups. */
export class GroupTeacherQuery extends GroupSpellQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  groupId?: string;

  @Optional()
  @IdText()
  staffId?: string;

  @Optional()
  @Text(40)
  sourceSystem?: string;

  @Optional()
  @Text(100)
  sourceId?: string;
}
