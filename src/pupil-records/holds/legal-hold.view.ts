import type { LegalHoldEntity } from './legal-hold.entity.js';

/** Why a pupil's record is kept. */
export class LegalHoldView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  reason!: string;
  /** @example '2026-03-02' */
  startDate!: string;
  /** The last day; null until it is lifted. @example null */
  endDate!: string | null;
  /** The member of staff who placed it. */
  placedByStaffId!: string;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toLegalHoldView(row: LegalHoldEntity): LegalHoldView {
  const { id, ownerId, pupilId, reason, startDate, endDate, placedByStaffId, recordedAt, sinceVersion } = row;
  return {
    id,
    schoolId: ownerId,
    pupilId,
    reason,
    startDate,
    endDate,
    placedByStaffId,
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}
