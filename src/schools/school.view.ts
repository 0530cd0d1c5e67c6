import type { SchoolEntity } from './school.entity.js';

/** A school. */
export class SchoolView {
  id!: string;
  /** Unique Reference Number. @example '999001' */
  urn!: string;
  /** @example '999' */
  laCode!: string;
  /** @example '4001' */
  establishment!: string;
  /** @example 'Gabriel Pereira School' */
  name!: string;
  /** @example 'secondary' */
  phase!: string;
  /** The trust that the school belongs to; null for none. */
  trustId!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toSchoolView(row: SchoolEntity): SchoolView {
  const { id, urn, laCode, establishment, name, phase, trustId, recordedAt, sinceVersion } = row;
  return {
    id,
    urn,
    laCode,
    establishment,
    name,
    phase,
    trustId,
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}
