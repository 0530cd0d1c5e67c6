import type { PlanContributionEntity } from '../contributions/plan-contribution.entity.js';
import { PlanContributionView, toPlanContributionView } from '../contributions/plan-contribution.view.js';
import type { PlanReviewEntity } from './plan-review.entity.js';

/** Somebody who was invited to a review. */
export class InvitationView {
  /** @example 'parent' */
  role!: string;
  /** @example 'Ngozi Okafor' */
  name!: string;
  contactId!: string | null;
  staffId!: string | null;
  /** @example '2026-11-02' */
  invitedOn!: string | null;
  /** accepted or declined; null until they answer. @example 'accepted' */
  answer!: string | null;
  /** Null until the meeting. @example true */
  attended!: boolean | null;
}

/** How far an outcome was reached. */
export class ReviewedOutcomeView {
  outcomeId!: string;
  /** exceeded, met, partly or not. @example 'partly' */
  result!: string;
  /** @example '81' */
  achieved!: string | null;
  /** @example 'Faster on familiar texts' */
  comment!: string | null;
}

/** The intervention that a next step opens. */
export class StepInterventionView {
  /** @example 'small-group-catch-up' */
  provisionTypeKey!: string;
  /** @example 'reading' */
  subject!: string | null;
  /** @example '2026-11-30' */
  startDate!: string | null;
  /** @example '2027-03-19' */
  endDate!: string | null;
}

/** What is to be done after a review. */
export class NextStepView {
  /** @example 'Join the reading group on Mondays and Thursdays' */
  what!: string;
  /** @example 'Class teacher' */
  who!: string | null;
  /** @example '2026-12-04' */
  byDate!: string | null;
  intervention!: StepInterventionView | null;
  /** The intervention that was opened when the review was signed. */
  interventionId!: string | null;
}

/** A review meeting of a plan. */
export class PlanReviewView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  planId!: string;
  /** interim or end-of-cycle. @example 'end-of-cycle' */
  purpose!: string;
  /** @example '2026-11-20' */
  meetingDate!: string;
  invitations!: InvitationView[];
  outcomes!: ReviewedOutcomeView[];
  /** @example 'Reads more fluently.' */
  summary!: string | null;
  nextSteps!: NextStepView[];
  /** Of an annual review: maintain, amend or cease. @example null */
  recommendation!: string | null;
  /** Views of the pupil and of parents that the meeting heard: of a signed review. */
  contributions!: PlanContributionView[];
  signedByStaffId!: string | null;
  /** A signed review never changes. @example null */
  signedAt!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toPlanReviewView(
  row: PlanReviewEntity,
  contributions: readonly PlanContributionEntity[],
): PlanReviewView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    pupilId: row.pupilId,
    planId: row.planId,
    purpose: row.purpose,
    meetingDate: row.meetingDate,
    invitations: [...row.invitations],
    outcomes: [...row.outcomes],
    summary: row.summary,
    nextSteps: [...row.nextSteps],
    recommendation: row.recommendation,
    contributions: contributions.filter((it) => it.reviewId === row.id).map(toPlanContributionView),
    signedByStaffId: row.signedByStaffId,
    signedAt: row.signedAt,
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
