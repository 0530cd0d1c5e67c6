import { OmitType, PartialType } from '@nestjs/swagger';
import { DateText, IdText, Nullable, OneOf, Optional, Prose, Text } from '../../common/validation/members.js';
import { CONTRIBUTION_AUTHORS, type ContributionAuthor } from '../plan-words.js';

/** The views of a pupil or a parent, to be added to a plan. */
export class CreatePlanContributionDto {
  /** @example 'pupil' */
  @OneOf(CONTRIBUTION_AUTHORS)
  author!: ContributionAuthor;

  /** The contact of the pupil's who is the parent or carer. */
  @Nullable()
  @IdText()
  contactId?: string | null;

  /** Of a parent or carer who is not among the contacts. @example null */
  @Nullable()
  @Text(120)
  authorName?: string | null;

  /** When it was said or written; not after today. @example '2026-11-20' */
  @DateText()
  date!: string;

  /** In their own words. @example 'I like the small group. Long books are hard.' */
  @Prose(4000)
  views!: string;

  /** The member of staff who wrote it down. Left out: the one who is signed in. */
  @Optional()
  @IdText()
  recordedByStaffId?: string;
}

/** Changes to a contribution, until a signed review has heard it. */
export class UpdatePlanContributionDto extends PartialType(OmitType(CreatePlanContributionDto, ['author']), {
  skipNullProperties: false,
}) {}
