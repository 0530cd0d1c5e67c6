import type { PlanContributionEntity } from './plan-contribution.entity.js';

/** The views of a pupil or a parent on a plan. */
export class PlanContributionView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  planId!: string;
  /** The signed review in which it was heard. */
  reviewId!: string | null;
  /** pupil or parent. @example 'pupil' */
  author!: string;
  /** The contact of the pupil's who is the parent or carer. */
  contactId!: string | null;
  /** @example null */
  authorName!: string | null;
  /** @example '2026-11-20' */
  date!: string;
  /** @example 'I like the small group. Long books are hard.' */
  views!: string;
  /** The member of staff who wrote it down. */
  recordedByStaffId!: string;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toPlanContributionView(row: PlanContributionEntity): PlanContributionView {
  const { id, ownerId, pupilId, planId, reviewId, author, contactId, authorName } = row;
  const { date, views, recordedByStaffId, recordedAt, sinceVersion } = row;
  return {
    id,
    schoolId: ownerId,
    pupilId,
    planId,
    reviewId,
    author,
    contactId,
    authorName,
    date,
    views,
    recordedByStaffId,
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}
