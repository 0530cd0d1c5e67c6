import { sourceKey } from '../../common/source.js';
import { SourceDto } from '../../common/source.dto.js';
import type { AttainmentJudgement } from '../frameworks/attainment-judgement.js';
import type { ResultEntity } from './result.entity.js';

/** The version of an assessment framework that a result or target is in. */
export class FrameworkRefView {
  id!: string;
  /** @example 'twenty' */
  key!: string;
  /** @example 1 */
  version!: number;
}

/** A result. A correction is a result of its own; the one it corrects stays, with `supersededBy`. */
export class ResultView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  /** A subject's code. @example 'mathematics' */
  subject!: string;
  framework!: FrameworkRefView;
  assessmentPointId!: string | null;
  /** @example '2026-04-10' */
  date!: string;
  /** Of a numeric framework. @example 12 */
  value!: number | null;
  /** Of a graded framework. @example null */
  grade!: string | null;
  /** Why there is no value. @example null */
  outcome!: string | null;
  /** The value, or the grade's points; null with an outcome. Compared within the framework only. @example 12 */
  points!: number | null;
  /** E estimate, I interim, P provisional, R result, T target. @example 'R' */
  status!: string;
  /** @example 'teacher' */
  resultSource!: string;
  /** What to know before relying on it. @example null */
  flag!: string | null;
  /**
   * Below, at or above what is expected of the pupil's National Curriculum year on the date; null where nothing is
   * expected of the year, or the year or the points are not known.
   */
  attainment!: AttainmentJudgement | null;
  /** The result that this one corrects. */
  corrects!: string | null;
  /** The correction that took this one's place. */
  supersededBy!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toResultView(row: ResultEntity, attainment: AttainmentJudgement | null): ResultView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    pupilId: row.pupilId,
    subject: row.subject,
    framework: { id: row.frameworkId, key: row.frameworkKey, version: row.frameworkVersion },
    assessmentPointId: row.assessmentPointId,
    date: row.date,
    value: row.value,
    grade: row.grade,
    outcome: row.outcome,
    points: row.points,
    status: row.status,
    resultSource: row.resultSource,
    flag: row.flag,
    attainment,
    corrects: row.corrects,
    supersededBy: row.supersededBy,
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
