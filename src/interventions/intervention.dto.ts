import { PartialType, PickType } from '@nestjs/swagger';
import { ListQuery } from '../common/paging/list.dto.js';
import { SourceDto } from '../common/source.dto.js';
import {
  DateText,
  IdText,
  InstantText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  Text,
} from '../common/validation/members.js';
import {
  INTERVENTION_STATUSES,
  type InterventionStatus,
  REVIEW_OUTCOMES,
  type ReviewOutcome,
} from './lifecycle.js';
import { MeasureDto } from './measures/measure.dto.js';

/** An intervention to be proposed: in a provision, or in a kind of provision. */
export class CreateInterventionDto {
  @IdText()
  pupilId!: string;

  /**
   * A kind of provision by its key; its newest version is taken. May be left out where `provisionId` is given.
   * @example 'small-group-catch-up'
   */
  @Optional()
  @Text(60)
  provisionTypeKey?: string;

  /** A provision of the pupil's school. */
  @Nullable()
  @IdText()
  provisionId?: string | null;

  /** A subject's code. @example 'reading' */
  @Nullable()
  @Text(40)
  subject?: string | null;

  /** @example 'Below trajectory in reading at two consecutive results' */
  @Text(500)
  reason!: string;

  /** Null: as the provision's. @example '2026-09-07' */
  @Nullable()
  @DateText()
  startDate?: string | null;

  /** The last day. Null: as the provision's. @example '2026-12-18' */
  @Nullable()
  @DateText()
  endDate?: string | null;

  /** The target that it serves: one of the same pupil. */
  @Nullable()
  @IdText()
  targetId?: string | null;

  /** Where the pupil stands at entry. */
  @Nullable()
  @Nested(() => MeasureDto)
  entry?: MeasureDto | null;

  /** Where the pupil stood at exit, of one that another system has reviewed. */
  @Nullable()
  @Nested(() => MeasureDto)
  exit?: MeasureDto | null;

  /**
   * How far it has come in the system that it is synced from; left out: `proposed`, or as it is. Beyond `proposed`
   * the person is named who decided.
   */
  @Optional()
  @OneOf(INTERVENTION_STATUSES)
  status?: InterventionStatus;

  /** The member of staff who agreed or declined. */
  @Nullable()
  @IdText()
  deciderStaffId?: string | null;

  /** When that was; left out: now. @example '2026-09-04T15:30:00Z' */
  @Nullable()
  @InstantText()
  decidedAt?: string | null;

  /** The last day of one that has been reviewed. */
  @Nullable()
  @DateText()
  endedOn?: string | null;

  /** What its review found. */
  @Nullable()
  @OneOf(REVIEW_OUTCOMES)
  outcome?: ReviewOutcome | null;

  /** The intervention's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** Changes to an intervention that is not closed or declined; its status changes by transitions. */
export class UpdateInterventionDto extends PartialType(
  PickType(CreateInterventionDto, [
    'provisionId',
    'reason',
    'startDate',
    'endDate',
    'targetId',
    'entry',
    'exit',
  ]),
  { skipNullProperties: false },
) {}

/** A step in the life of an intervention. */
export class CreateTransitionDto extends PickType(CreateInterventionDto, ['reason', 'startDate', 'endDate']) {
  /** proposed → agreed → active → reviewed → closed, or from proposed or agreed to declined. @example 'agreed' */
  @OneOf(INTERVENTION_STATUSES)
  to!: InterventionStatus;

  /** Of a review: the last day; left out: today, or the planned end if that is past. @example null */
  @Nullable()
  @DateText()
  endedOn?: string | null;

  /** Of a review, which finds one: how far the exit criteria were met. @example null */
  @Nullable()
  @OneOf(REVIEW_OUTCOMES)
  outcome?: ReviewOutcome | null;

  /** Of a review: where the pupil stands at exit. @example null */
  @Nullable()
  @Nested(() => MeasureDto)
  exit?: MeasureDto | null;
}

/** Filters of interventions. */
export class InterventionQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  @Optional()
  @IdText()
  provisionId?: string;

  @Optional()
  @OneOf(INTERVENTION_STATUSES)
  status?: InterventionStatus;

  /** A subject's code. @example 'reading' */
  @Optional()
  @Text(40)
  subject?: string;

  /** Whose days, their own or their provision's, hold this date. @example '2026-10-01' */
  @Optional()
  @DateText()
  asOf?: string;

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
