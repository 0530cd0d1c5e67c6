import { sourceKey } from '../../common/source.js';
import { SourceDto } from '../../common/source.dto.js';
import type { StaffEntity } from './staff.entity.js';

/** A member of staff. */
export class StaffView {
  id!: string;
  schoolId!: string;
  name!: string;
  /** @example 'senco@demo.school' */
  email!: string;
  /** @example ['senco'] */
  roles!: string[];
  enabled!: boolean;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toStaffView(row: StaffEntity): StaffView {
  const { id, ownerId, name, email, roles, enabled, recordedAt, sinceVersion } = row;
  return {
    id,
    schoolId: ownerId,
    name,
    email,
    roles,
    enabled,
    source: sourceKey(row),
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}
