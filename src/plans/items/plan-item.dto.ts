import { PartialType } from '@nestjs/swagger';
import { IdText, KeyText, Nullable, Prose, Text } from '../../common/validation/members.js';

/** An item to be added to a plan: who does what, how often. */
export class CreatePlanItemDto {
  /** @example 'Precision teaching of the first hundred words' */
  @Prose(1000)
  what!: string;

  /** In words: a parent, a service, a role. @example 'Teaching assistant of 4B' */
  @Nullable()
  @Text(120)
  who?: string | null;

  /** The member of staff who does it. */
  @Nullable()
  @IdText()
  staffId?: string | null;

  /** @example 'Four times a week, ten minutes' */
  @Nullable()
  @Text(200)
  frequency?: string | null;

  /** The outcome of the plan that it serves. */
  @Nullable()
  @IdText()
  outcomeId?: string | null;

  /**
   * Key of the kind of provision that it specifies: of an EHC plan this is provision that must be made, and stands
   * before all other where places are given out. @example 'small-group-catch-up'
   */
  @Nullable()
  @KeyText(60)
  provisionTypeKey?: string | null;

  /** The pupil's intervention by which it is done. */
  @Nullable()
  @IdText()
  interventionId?: string | null;
}

/** Changes to an item of a plan that is a draft or open. */
export class UpdatePlanItemDto extends PartialType(CreatePlanItemDto, { skipNullProperties: false }) {}
