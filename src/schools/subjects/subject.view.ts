import { SYSTEM_OWNER } from '../../common/ids.js';
import type { SubjectEntity } from './subject.entity.js';

/** A subject. Results, targets and provisions name it by its code. */
export class SubjectView {
  id!: string;
  /** The school that added it; null for what ships with Espalier. @example null */
  schoolId!: string | null;
  /** @example 'reading' */
  code!: string;
  /** @example 'Reading' */
  name!: string;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toSubjectView(row: SubjectEntity): SubjectView {
  const { id, ownerId, code, name, recordedAt, sinceVersion } = row;
  const schoolId = ownerId === SYSTEM_OWNER ? null : ownerId;
  return { id, schoolId, code, name, updatedAt: recordedAt, version: sinceVersion };
}
