import { FrameworkRefDto } from '../assessments/results/result.dto.js';
import { ListQuery, ReadQuery } from '../common/paging/list.dto.js';
import { SourceDto } from '../common/source.dto.js';
import {
  DateText,
  Finite,
  IdText,
  InstantText,
  Nested,
  NestedList,
  Nullable,
  OneOf,
  Optional,
  Text,
} from '../common/validation/members.js';
import { type Standing, STANDINGS } from './standing.js';
import { TARGET_STATUSES, type TargetStatus } from './target.entity.js';

/** A value in the target's framework: a number of a numeric one, a grade of a graded one. */
export class AimedValueDto {
  /** @example 14 */
  @Nullable()
  @Finite()
  value?: number | null;

  /** @example null */
  @Nullable()
  @Text(20)
  grade?: string | null;
}

/** A value on a date. */
export class DatedValueDto {
  /** @example '2026-01-09' */
  @DateText()
  date!: string;

  /** Of a numeric framework. @example 12 */
  @Nullable()
  @Finite()
  value?: number | null;

  /** Of a graded framework. @example null */
  @Nullable()
  @Text(20)
  grade?: string | null;
}

/** A target to be added. */
export class CreateTargetDto {
  @IdText()
  pupilId!: string;

  /** A subject's code. @example 'mathematics' */
  @Text(40)
  subject!: string;

  @Nested(() => FrameworkRefDto)
  framework!: FrameworkRefDto;

  /** Where the pupil was; not after today. */
  @Nested(() => DatedValueDto)
  baseline!: DatedValueDto;

  /** At or beyond the baseline, unless `belowBaselineReason` is given. */
  @Nested(() => AimedValueDto)
  target!: AimedValueDto;

  /** After the baseline's date. @example '2026-07-10' */
  @DateText()
  due!: string;

  /** Agreed values on the way: between the baseline's date and the due date, each on a day of its own. */
  @Nullable()
  @NestedList(() => DatedValueDto, 50)
  checkpoints?: DatedValueDto[] | null;

  /** The challenge setting, in the school's words. @example 'Half a grade' */
  @Nullable()
  @Text(120)
  challenge?: string | null;

  /** Why the target lies short of the baseline. @example null */
  @Nullable()
  @Text(500)
  belowBaselineReason?: string | null;

  /** Left out: active. */
  @Optional()
  @OneOf(['draft', 'active'])
  status?: 'draft' | 'active';

  /** The target's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** A change to a value on a date; members that are left out stay. */
export class DatedValuePatchDto extends AimedValueDto {
  /** @example '2026-01-09' */
  @Optional()
  @DateText()
  date?: string;
}

/** Changes to a target. What it aims at changes only while it is a draft. */
export class UpdateTargetDto {
  @Optional()
  @Nested(() => DatedValuePatchDto)
  baseline?: DatedValuePatchDto;

  @Optional()
  @Nested(() => AimedValueDto)
  target?: AimedValueDto;

  /** @example '2026-07-10' */
  @Optional()
  @DateText()
  due?: string;

  @Nullable()
  @NestedList(() => DatedValueDto, 50)
  checkpoints?: DatedValueDto[] | null;

  /** @example 'Half a grade' */
  @Nullable()
  @Text(120)
  challenge?: string | null;

  /** @example null */
  @Nullable()
  @Text(500)
  belowBaselineReason?: string | null;

  /** Why it is made other than the set's rule drafted it; needed where the target belongs to a set. @example null */
  @Nullable()
  @Text(500)
  adjustReason?: string | null;

  /** draft → agreed → active → met or missed; an open one may be withdrawn. */
  @Optional()
  @OneOf(TARGET_STATUSES)
  status?: TargetStatus;

  /** Why the status is what it is. @example 'Reached in the summer test' */
  @Nullable()
  @Text(500)
  statusReason?: string | null;
}

/** Filters of targets. */
export class TargetQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  /** A subject's code. @example 'mathematics' */
  @Optional()
  @Text(40)
  subject?: string;

  /** A framework's key, of any version. @example 'twenty' */
  @Optional()
  @Text(60)
  framework?: string;

  @Optional()
  @OneOf(TARGET_STATUSES)
  status?: TargetStatus;

  /** With a baseline on or before this date. @example '2026-04-10' */
  @Optional()
  @DateText()
  asOf?: string;

  /** How they stand by the results, as of today. A page may hold fewer than `limit`; `page.next` tells whether more come. */
  @Optional()
  @OneOf(STANDINGS)
  standing?: Standing;

  /** Drafted in this set for a cohort. */
  @Optional()
  @IdText()
  targetSetId?: string;

  /** Due on or after this date. @example '2026-07-01' */
  @Optional()
  @DateText()
  dueFrom?: string;

  /** Due on or before this date. @example '2026-07-31' */
  @Optional()
  @DateText()
  dueTo?: string;

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

/** Which targets are settled by the facts. */
export class SettleTargetsDto {
  @IdText()
  schoolId!: string;

  /** Those that were due before this date, by what is dated up to it; not after today. Left out: today. @example '2026-09-01' */
  @Optional()
  @DateText()
  asOf?: string;

  /** A subject's code. Left out: all. @example 'mathematics' */
  @Optional()
  @Text(40)
  subject?: string;
}

/** As of when a trajectory is calculated. */
export class TrajectoryQuery extends ReadQuery {
  /** Left out: today. Later results change nothing. @example '2026-04-10' */
  @Optional()
  @DateText()
  asOf?: string;
}
