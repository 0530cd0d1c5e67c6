import { sourceKey } from '../../common/source.js';
import { SourceDto } from '../../common/source.dto.js';
import type { GroupEntity } from './group.entity.js';

/** Pupils who are taught, registered or supported together. */
export class GroupView {
  id!: string;
  schoolId!: string;
  /** @example '7x/Ma2' */
  name!: string;
  /** teaching, registration or intervention. @example 'teaching' */
  kind!: string;
  /** A subject's code. @example 'mathematics' */
  subject!: string | null;
  academicYearId!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toGroupView(row: GroupEntity): GroupView {
  const { id, ownerId, name, kind, subject, academicYearId, recordedAt, sinceVersion } = row;
  return {
    id,
    schoolId: ownerId,
    name,
    kind,
    subject,
    academicYearId,
    source: sourceKey(row),
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}
