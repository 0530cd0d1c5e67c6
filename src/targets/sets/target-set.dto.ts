import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, Matches } from 'class-validator';
import { FrameworkRefDto } from '../../assessments/results/result.dto.js';
import { ListQuery } from '../../common/paging/list.dto.js';
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
} from '../../common/validation/members.js';
import { NC_YEAR_CODES } from '../../pupils/code-sets.js';
import { CHALLENGE_RULES, type ChallengeRule } from './draft-target.js';

/** Whom targets are set for: one of the two. */
export class CohortDto {
  /** A National Curriculum year: who is on roll in it on the baseline's day. @example '7' */
  @Nullable()
  @OneOf(NC_YEAR_CODES)
  yearGroup?: (typeof NC_YEAR_CODES)[number] | null;

  /** A group: who is a member on the baseline's day. @example null */
  @Nullable()
  @IdText()
  groupId?: string | null;
}

/** How targets follow from baselines. */
export class ChallengeDto {
  /**
   * `points` more for everybody, `points-per-year` pro rata to the due date, or `expected-progress`: what the framework
   * expects of pupils in a year.
   */
  @OneOf(CHALLENGE_RULES)
  rule!: ChallengeRule;

  /** Of the first two rules, in points of the framework; 0 keeps the baseline. @example 2 */
  @Nullable()
  @Finite()
  points?: number | null;
}

/** Targets to be drafted for a cohort. */
export class CreateTargetSetDto {
  @IdText()
  schoolId!: string;

  /** @example 'Year 7 mathematics, summer' */
  @Text(120)
  title!: string;

  /** A subject's code. @example 'mathematics' */
  @Text(40)
  subject!: string;

  @Nested(() => FrameworkRefDto)
  framework!: FrameworkRefDto;

  @Nested(() => CohortDto)
  cohort!: CohortDto;

  /** Each pupil's baseline is the latest actual up to this day; not after today. @example '2026-01-09' */
  @DateText()
  baselineOn!: string;

  /** After the baseline's day. @example '2026-07-10' */
  @DateText()
  due!: string;

  @Nested(() => ChallengeDto)
  challenge!: ChallengeDto;
}

/** Which drafts of a set are meant. */
export class SomeDraftsDto {
  /** Left out: every draft of the set. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @Matches(/^[0-9a-f-]{36}$/, { each: true, message: '$property takes ids of targets' })
  targetIds?: string[];
}

/** Drafts that a member of staff agrees to. */
export class AgreeSetDto extends SomeDraftsDto {
  /** Make them active too, where the pupil has no other active target. Left out: false. */
  @Optional()
  @IsBoolean()
  activate?: boolean;
}

/** Drafts that are not wanted. */
export class WithdrawSetDto extends SomeDraftsDto {
  /** @example 'Set again after the retest' */
  @Text(500)
  reason!: string;
}

/** Filters of sets. */
export class TargetSetQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  /** A subject's code. @example 'mathematics' */
  @Optional()
  @Text(40)
  subject?: string;

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;
}
