import type { PlanItemEntity } from './plan-item.entity.js';

/** Who does what, how often. */
export class PlanItemView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  planId!: string;
  /** @example 'Precision teaching of the first hundred words' */
  what!: string;
  /** @example 'Teaching assistant of 4B' */
  who!: string | null;
  /** The member of staff who does it. */
  staffId!: string | null;
  /** @example 'Four times a week, ten minutes' */
  frequency!: string | null;
  /** The outcome that it serves. */
  outcomeId!: string | null;
  /** Key of the kind of provision that it specifies. @example 'small-group-catch-up' */
  provisionTypeKey!: string | null;
  /** The intervention by which it is done. */
  interventionId!: string | null;
  /** The recommendation that was accepted, where one was. */
  recommendationId!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toPlanItemView(row: PlanItemEntity): PlanItemView {
  const { id, ownerId, pupilId, planId, what, who, staffId, frequency, outcomeId } = row;
  const { provisionTypeKey, interventionId, recommendationId, recordedAt, sinceVersion } = row;
  return {
    id,
    schoolId: ownerId,
    pupilId,
    planId,
    what,
    who,
    staffId,
    frequency,
    outcomeId,
    provisionTypeKey,
    interventionId,
    recommendationId,
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}
