import { sourceKey } from '../../common/source.js';
import { SourceDto } from '../../common/source.dto.js';
import type { AttendanceEntity } from './attendance.entity.js';

/** A pupil's sessions of one week. A session is a half day. */
export class AttendanceView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  /** A Monday. @example '2026-09-14' */
  weekStart!: string;
  /** present + authorised + unauthorised. @example 10 */
  possible!: number;
  /** Late ones too. @example 8 */
  present!: number;
  /** @example 1 */
  authorised!: number;
  /** @example 1 */
  unauthorised!: number;
  /** Of those present. @example 0 */
  late!: number;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toAttendanceView(row: AttendanceEntity): AttendanceView {
  const { id, ownerId, pupilId, weekStart, possible, present, authorised, unauthorised, late } = row;
  return {
    id,
    schoolId: ownerId,
    pupilId,
    weekStart,
    possible,
    present,
    authorised,
    unauthorised,
    late,
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
