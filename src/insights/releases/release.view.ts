import type { InsightReleaseEntity } from './insight-release.entity.js';

/** Figures of a school on one assessment point, published once and never changed. */
export class ReleaseView {
  id!: string;
  schoolId!: string;
  assessmentPointId!: string;
  /** Of the assessment point, as it was then. @example 'Spring assessment' */
  assessmentPointName!: string;
  /** The day that the figures are of. @example '2026-04-10' */
  date!: string;
  /** 1 for the school's first release. @example 1 */
  number!: number;
  /** Groups whose figures are shown. @example 212 */
  shownCells!: number;
  /** Groups that are hidden from those who may not read their pupils. @example 88 */
  hiddenCells!: number;
  /** Groups that are as in an earlier release, because one to four pupils joined or left since. @example 14 */
  heldCells!: number;
  releasedAt!: string;
  version!: number;
}

export function toReleaseView(row: InsightReleaseEntity): ReleaseView {
  const { id, ownerId, assessmentPointId, pointName, date, number, recordedAt, sinceVersion } = row;
  const { shownCells, hiddenCells, heldCells } = row;
  return {
    id,
    schoolId: ownerId,
    assessmentPointId,
    assessmentPointName: pointName,
    date,
    number,
    shownCells,
    hiddenCells,
    heldCells,
    releasedAt: recordedAt,
    version: sinceVersion,
  };
}
