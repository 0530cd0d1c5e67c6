import { SourceDto } from '../../common/source.dto.js';
import { sourceKey } from '../../common/source.js';
import type { PlanOutcomeEntity } from './plan-outcome.entity.js';

/** A SMART outcome of a plan. */
export class PlanOutcomeView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  planId!: string;
  /** @example 'Reads a text of Year 4 aloud at a pace that keeps its sense.' */
  outcome!: string;
  /** @example 'Words read correctly in a minute' */
  measure!: string;
  /** Where the pupil was. @example '62' */
  baseline!: string;
  /** @example '95' */
  target!: string;
  /** @example '2026-12-11' */
  byDate!: string;
  /** @example 'cognition-and-learning' */
  areaOfNeed!: string | null;
  /** exceeded, met, partly or not; null until a review says. @example 'met' */
  result!: string | null;
  /** @example '2026-11-20' */
  resultOn!: string | null;
  /** Where the pupil stood then. @example '98' */
  achieved!: string | null;
  /** @example null */
  comment!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toPlanOutcomeView(row: PlanOutcomeEntity): PlanOutcomeView {
  const { id, ownerId, pupilId, planId, outcome, measure, baseline, target, byDate, areaOfNeed } = row;
  const { result, resultOn, achieved, comment, recordedAt, sinceVersion } = row;
  return {
    id,
    schoolId: ownerId,
    pupilId,
    planId,
    outcome,
    measure,
    baseline,
    target,
    byDate,
    areaOfNeed,
    result,
    resultOn,
    achieved,
    comment,
    source: sourceKey(row),
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}
