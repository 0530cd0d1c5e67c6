import { PartialType } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import {
  DateText,
  IdText,
  Nested,
  NestedList,
  Nullable,
  OneOf,
  Optional,
  Prose,
  Text,
} from '../../common/validation/members.js';
import { NextCycleDto } from '../plan.dto.js';
import {
  EHC_RECOMMENDATIONS,
  type EhcRecommendation,
  OUTCOME_RESULTS,
  type OutcomeResult,
  PARTICIPANT_ROLES,
  type ParticipantRole,
  REVIEW_PURPOSES,
  type ReviewPurpose,
} from '../plan-words.js';

/** Somebody who is invited to a review. */
export class InvitationDto {
  /** @example 'parent' */
  @OneOf(PARTICIPANT_ROLES)
  role!: ParticipantRole;

  /** @example 'Ngozi Okafor' */
  @Text(120)
  name!: string;

  /** Of a contact of the pupil's. */
  @Nullable()
  @IdText()
  contactId?: string | null;

  /** Of a member of staff. */
  @Nullable()
  @IdText()
  staffId?: string | null;

  /** @example '2026-11-02' */
  @Nullable()
  @DateText()
  invitedOn?: string | null;

  /** Null until they answer. @example 'accepted' */
  @Nullable()
  @OneOf(['accepted', 'declined'])
  answer?: 'accepted' | 'declined' | null;

  /** Null until the meeting. @example true */
  @Nullable()
  @IsBoolean()
  attended?: boolean | null;
}

/** How far an outcome of the plan was reached. */
export class ReviewedOutcomeDto {
  @IdText()
  outcomeId!: string;

  /** @example 'partly' */
  @OneOf(OUTCOME_RESULTS)
  result!: OutcomeResult;

  /** Where the pupil stands, in the outcome's measure. @example '81' */
  @Nullable()
  @Text(200)
  achieved?: string | null;

  /** @example 'Faster on familiar texts' */
  @Nullable()
  @Prose(300)
  comment?: string | null;
}

/** The intervention that a next step opens when the review is signed. */
export class StepInterventionDto {
  /** A kind of provision by its key; its newest version is taken. @example 'small-group-catch-up' */
  @Text(60)
  provisionTypeKey!: string;

  /** A subject's code. @example 'reading' */
  @Nullable()
  @Text(40)
  subject?: string | null;

  /** @example '2026-11-30' */
  @Nullable()
  @DateText()
  startDate?: string | null;

  /** @example '2027-03-19' */
  @Nullable()
  @DateText()
  endDate?: string | null;
}

/** What is to be done after a review. */
export class NextStepDto {
  /** @example 'Join the reading group on Mondays and Thursdays' */
  @Prose(300)
  what!: string;

  /** @example 'Class teacher' */
  @Nullable()
  @Text(120)
  who?: string | null;

  /** @example '2026-12-04' */
  @Nullable()
  @DateText()
  byDate?: string | null;

  /** Opened, agreed by who signs, in the moment of signing. */
  @Nullable()
  @Nested(() => StepInterventionDto)
  intervention?: StepInterventionDto | null;
}

/** A review to be prepared. Lists that are sent take the place of those that were there. */
export class CreatePlanReviewDto {
  /** `end-of-cycle` ends the cycle when it is signed: for an EHC plan the annual review. @example 'interim' */
  @OneOf(REVIEW_PURPOSES)
  purpose!: ReviewPurpose;

  /** Not before the plan's start. @example '2026-11-20' */
  @DateText()
  meetingDate!: string;

  @Optional()
  @NestedList(() => InvitationDto, 30)
  invitations?: InvitationDto[];

  @Optional()
  @NestedList(() => ReviewedOutcomeDto, 20)
  outcomes?: ReviewedOutcomeDto[];

  /** @example 'Reads more fluently; still loses the thread of longer texts.' */
  @Nullable()
  @Prose(4000)
  summary?: string | null;

  @Optional()
  @NestedList(() => NextStepDto, 20)
  nextSteps?: NextStepDto[];

  /** Of an annual review: what is asked of the local authority. @example null */
  @Nullable()
  @OneOf(EHC_RECOMMENDATIONS)
  recommendation?: EhcRecommendation | null;
}

/** Changes to a review that is not signed. */
export class UpdatePlanReviewDto extends PartialType(CreatePlanReviewDto, { skipNullProperties: false }) {}

/** The signature of a review. */
export class SignReviewDto {
  /** Opens the next cycle at once, where the review ends one. Left out: it is opened later, or never. */
  @Optional()
  @Nested(() => NextCycleDto)
  nextCycle?: NextCycleDto;
}
