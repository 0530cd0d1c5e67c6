import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery, ReadQuery } from '../../common/paging/list.dto.js';
import { SourceDto } from '../../common/source.dto.js';
import {
  DateText,
  IdText,
  InstantText,
  Nested,
  Nullable,
  Optional,
  Text,
  Whole,
} from '../../common/validation/members.js';
import { MOST_SESSIONS_A_WEEK } from './check-attendance.js';

/** A pupil's sessions of one week. A session is a half day. */
export class CreateAttendanceDto {
  @IdText()
  pupilId!: string;

  /** A Monday. @example '2026-09-14' */
  @DateText()
  weekStart!: string;

  /** Sessions that the pupil had to attend; codes D, X, Y, Z and # lie outside. @example 10 */
  @Whole(0, MOST_SESSIONS_A_WEEK)
  possible!: number;

  /** Late ones too. @example 8 */
  @Whole(0, MOST_SESSIONS_A_WEEK)
  present!: number;

  /** Absent with leave. @example 1 */
  @Whole(0, MOST_SESSIONS_A_WEEK)
  authorised!: number;

  /** Absent without leave; code U, late after the register closed, too. @example 1 */
  @Whole(0, MOST_SESSIONS_A_WEEK)
  unauthorised!: number;

  /** Of those present, late before the register closed (code L). Left out: 0. @example 0 */
  @Optional()
  @Whole(0, MOST_SESSIONS_A_WEEK)
  late?: number;

  /** The week's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** Changes to a week; its pupil and its Monday stay. */
export class UpdateAttendanceDto extends PartialType(
  OmitType(CreateAttendanceDto, ['pupilId', 'weekStart', 'source']),
  { skipNullProperties: false },
) {}

/** Filters of attendance. */
export class AttendanceQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  /** Weeks that begin on or after this date. @example '2026-09-01' */
  @Optional()
  @DateText()
  dateFrom?: string;

  /** Weeks that begin on or before this date. @example '2026-10-23' */
  @Optional()
  @DateText()
  dateTo?: string;

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

/** As of when attendance is judged. */
export class AttendanceJudgementQuery extends ReadQuery {
  /** Left out: today. Weeks that end later change nothing. @example '2026-10-23' */
  @Optional()
  @DateText()
  asOf?: string;
}
