import { OmitType, PartialType } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { ListQuery } from '../../common/paging/list.dto.js';
import { SourceDto } from '../../common/source.dto.js';
import {
  DateText,
  Finite,
  IdText,
  InstantText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  QueryFlag,
  Text,
  Whole,
} from '../../common/validation/members.js';
import { ATTAINMENT_JUDGEMENTS, type AttainmentJudgement } from '../frameworks/attainment-judgement.js';
import { RESULT_SOURCES, RESULT_STATUSES } from './result.entity.js';

/** A version of an assessment framework, of the pupil's school or of the system. */
export class FrameworkRefDto {
  /** @example 'twenty' */
  @Text(60)
  key!: string;

  /** Left out: the school's newest, or else the newest that ships with Espalier. */
  @Optional()
  @Whole(1, 1_000_000)
  version?: number;
}

/** A result to be added: one of value, grade and outcome, as its framework says. */
export class CreateResultDto {
  @IdText()
  pupilId!: string;

  /** A subject's code. @example 'mathematics' */
  @Text(40)
  subject!: string;

  @Nested(() => FrameworkRefDto)
  framework!: FrameworkRefDto;

  /** The assessment point that it was collected at. */
  @Nullable()
  @IdText()
  assessmentPointId?: string | null;

  /** Not after today and not before the pupil's birth. @example '2026-04-10' */
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

  /** Why there is no value: absent, disapplied, not-assessed, … @example null */
  @Nullable()
  @Text(20)
  outcome?: string | null;

  /** E estimate, I interim, P provisional, R result, T target. @example 'R' */
  @OneOf(RESULT_STATUSES)
  status!: (typeof RESULT_STATUSES)[number];

  /** @example 'teacher' */
  @OneOf(RESULT_SOURCES)
  resultSource!: (typeof RESULT_SOURCES)[number];

  /** What to know before relying on it, such as `possibly-not-assessed`. @example null */
  @Nullable()
  @Text(40)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    message: '$property must be small letters and digits, parts joined by hyphens',
  })
  flag?: string | null;

  /** The result's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/**
 * What a result should have said. Members that are left out stay as they were; value, grade and outcome go
 * together.
 */
export class CreateCorrectionDto extends PartialType(OmitType(CreateResultDto, ['pupilId', 'source']), {
  skipNullProperties: false,
}) {}

/** Filters of results. */
export class ResultQuery extends ListQuery {
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

  /** On or after this date. @example '2025-09-01' */
  @Optional()
  @DateText()
  dateFrom?: string;

  /** On or before this date. @example '2026-08-31' */
  @Optional()
  @DateText()
  dateTo?: string;

  /** The same, by the name that other lists have for it. @example '2026-04-10' */
  @Optional()
  @DateText()
  asOf?: string;

  @Optional()
  @OneOf(RESULT_STATUSES)
  status?: (typeof RESULT_STATUSES)[number];

  @Optional()
  @OneOf(RESULT_SOURCES)
  resultSource?: (typeof RESULT_SOURCES)[number];

  /** Collected at this assessment point. */
  @Optional()
  @IdText()
  assessmentPointId?: string;

  /** Judged so against what is expected of the pupil's National Curriculum year on the date. */
  @Optional()
  @OneOf(ATTAINMENT_JUDGEMENTS)
  attainment?: AttainmentJudgement;

  /** With this flag. @example 'possibly-not-assessed' */
  @Optional()
  @Text(40)
  flag?: string;

  /** Also those that a correction has taken the place of. */
  @Optional()
  @QueryFlag()
  includeSuperseded: boolean = false;

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
