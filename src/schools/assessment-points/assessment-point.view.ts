import type { AssessmentPointEntity } from './assessment-point.entity.js';

/** A date at which a school collects assessments. */
export class AssessmentPointView {
  id!: string;
  schoolId!: string;
  /** @example 'Spring assessment' */
  name!: string;
  /** @example '2026-04-10' */
  date!: string;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toAssessmentPointView(row: AssessmentPointEntity): AssessmentPointView {
  const { id, ownerId, name, date, recordedAt, sinceVersion } = row;
  return { id, schoolId: ownerId, name, date, updatedAt: recordedAt, version: sinceVersion };
}
