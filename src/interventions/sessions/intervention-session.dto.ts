import { OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, Matches } from 'class-validator';
import { ListQuery } from '../../common/paging/list.dto.js';
import { SourceDto } from '../../common/source.dto.js';
import {
  DateText,
  IdText,
  InstantText,
  Nested,
  NestedList,
  Nullable,
  OneOf,
  Optional,
  QueryFlag,
  Text,
  Whole,
} from '../../common/validation/members.js';
import { ABSENCE_REASONS, type AbsenceReason } from './check-session.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What one pupil had of one session. */
export class CreateInterventionSessionDto {
  @IdText()
  interventionId!: string;

  /** Within the intervention's dates and not after today. @example '2026-10-05' */
  @DateText()
  date!: string;

  /** When it began; two on one day are told apart by it. @example '09:30' */
  @Nullable()
  @Text(5)
  @Matches(TIME, { message: '$property is a time of the day, HH:MM' })
  startTime?: string | null;

  /** How long the session lasted. Left out: as planned. @example 30 */
  @Optional()
  @Whole(1, 480)
  lengthMinutes?: number;

  /** What the pupil had of it. Left out: all of it, or nothing where the pupil did not attend. @example 30 */
  @Optional()
  @Whole(0, 480)
  minutes?: number;

  /** @example true */
  @IsBoolean()
  attended!: boolean;

  /** Why the pupil did not attend; `not-held`: the session did not take place, and costs nothing. @example null */
  @Nullable()
  @OneOf(ABSENCE_REASONS)
  absenceReason?: AbsenceReason | null;

  /** @example 'Finished the first book' */
  @Nullable()
  @Text(500)
  note?: string | null;

  /** Its key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** A session of the intervention in the path. */
export class CreateOwnSessionDto extends OmitType(CreateInterventionSessionDto, ['interventionId']) {}

/** A correction of a session; what it was before stays in its history. */
export class UpdateInterventionSessionDto extends PartialType(
  OmitType(CreateInterventionSessionDto, ['interventionId', 'source']),
  { skipNullProperties: false },
) {}

/** A pupil who attended a session of a group. */
export class AttendedDto {
  @IdText()
  pupilId!: string;

  /** Left out: the whole session. @example 30 */
  @Optional()
  @Whole(1, 480)
  minutes?: number;
}

/** A pupil who did not attend a session of a group. */
export class NotAttendedDto {
  @IdText()
  pupilId!: string;

  @OneOf(ABSENCE_REASONS)
  reason!: AbsenceReason;
}

/** A session of a group: each pupil who had a place that day is named once. */
export class CreateGroupSessionDto {
  /** @example '2026-10-05' */
  @DateText()
  date!: string;

  /** @example '09:30' */
  @Nullable()
  @Text(5)
  @Matches(TIME, { message: '$property is a time of the day, HH:MM' })
  startTime?: string | null;

  /** How long it lasted. Left out: as planned. @example 30 */
  @Optional()
  @Whole(1, 480)
  lengthMinutes?: number;

  @NestedList(() => AttendedDto, 400)
  attended!: AttendedDto[];

  @Optional()
  @NestedList(() => NotAttendedDto, 400)
  notAttended?: NotAttendedDto[];

  /** @example 'Unit 3' */
  @Nullable()
  @Text(500)
  note?: string | null;
}

/** Filters of sessions. */
export class InterventionSessionQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  @Optional()
  @IdText()
  interventionId?: string;

  @Optional()
  @IdText()
  provisionId?: string;

  /** The first day. @example '2026-10-01' */
  @Optional()
  @DateText()
  from?: string;

  /** The last day. @example '2026-10-31' */
  @Optional()
  @DateText()
  to?: string;

  @Optional()
  @QueryFlag()
  attended?: boolean;

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
