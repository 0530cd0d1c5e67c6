import { OmitType, PartialType, PickType } from '@nestjs/swagger';
import { ListQuery } from '../common/paging/list.dto.js';
import { SourceDto } from '../common/source.dto.js';
import {
  DateText,
  Finite,
  IdText,
  InstantText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  Text,
} from '../common/validation/members.js';
import { INTERVENTION_STATUSES, type InterventionStatus } from './lifecycle.js';

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

  /** Where the pupil stood at entry, in the measure that the kind's criteria speak of. @example 95 */
  @Nullable()
  @Finite()
  entryMeasure?: number | null;

  /** The intervention's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** Changes to an intervention that is not closed or declined; its status changes by transitions. */
export class UpdateInterventionDto extends PartialType(
  OmitType(CreateInterventionDto, ['pupilId', 'provisionTypeKey', 'subject', 'source']),
  { skipNullProperties: false },
) {
  /** In the same measure as at entry. @example 101 */
  @Nullable()
  @Finite()
  exitMeasure?: number | null;
}

/** A step in the life of an intervention. */
export class CreateTransitionDto extends PickType(CreateInterventionDto, ['reason', 'startDate', 'endDate']) {
  /** proposed → agreed → active → reviewed → closed, or proposed → declined. @example 'agreed' */
  @OneOf(INTERVENTION_STATUSES)
  to!: InterventionStatus;
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
