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
  Prose,
  Text,
} from '../../common/validation/members.js';
import { AREAS_OF_NEED, type AreaOfNeed } from '../../provisions/provision-words.js';
import { OUTCOME_RESULTS, type OutcomeResult } from '../plan-words.js';

/** A SMART outcome to be added to a plan: what, how it is measured, from where to where, by when. */
export class CreatePlanOutcomeDto {
  /** @example 'Reads a text of Year 4 aloud at a pace that keeps its sense.' */
  @Prose(1000)
  outcome!: string;

  /** @example 'Words read correctly in a minute, mean of three unseen texts' */
  @Text(500)
  measure!: string;

  /** Where the pupil is. @example '62' */
  @Text(200)
  baseline!: string;

  /** Where the pupil is to be. @example '95' */
  @Text(200)
  target!: string;

  /** After the plan's start. @example '2026-12-11' */
  @DateText()
  byDate!: string;

  /** @example 'cognition-and-learning' */
  @Nullable()
  @OneOf(AREAS_OF_NEED)
  areaOfNeed?: AreaOfNeed | null;

  /** As another system has it; a signed review sets it here. @example null */
  @Nullable()
  @OneOf(OUTCOME_RESULTS)
  result?: OutcomeResult | null;

  /** When it was judged. Left out beside a result: today. @example null */
  @Nullable()
  @DateText()
  resultOn?: string | null;

  /** Where the pupil stood then, in the same measure. @example null */
  @Nullable()
  @Text(200)
  achieved?: string | null;

  /** @example null */
  @Nullable()
  @Prose(300)
  comment?: string | null;

  /** The outcome's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** An outcome of a batch, with its plan. */
export class PlanOutcomeItemDto extends CreatePlanOutcomeDto {
  @IdText()
  planId!: string;
}

/** Changes to an outcome, until a signed review ends the cycle. */
export class UpdatePlanOutcomeDto extends PartialType(OmitType(CreatePlanOutcomeDto, ['source']), {
  skipNullProperties: false,
}) {}

/** Filters of outcomes over all plans. */
export class PlanOutcomeQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  @Optional()
  @IdText()
  planId?: string;

  @Optional()
  @OneOf(OUTCOME_RESULTS)
  result?: OutcomeResult;

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
