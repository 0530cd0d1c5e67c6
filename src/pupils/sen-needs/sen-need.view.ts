import { sourceKey } from '../../common/source.js';
import { SourceDto } from '../../common/source.dto.js';
import type { SenNeedEntity } from './sen-need.entity.js';

/** A need of a pupil with SEN over a span of dates. Sensitive as a whole. */
export class SenNeedView {
  id!: string;
  pupilId!: string;
  schoolId!: string;
  /** @example 'SLCN' */
  needType!: string;
  /** 1 is the primary need. @example 1 */
  needRank!: number;
  /** @example '2025-09-01' */
  startDate!: string;
  /** The last day. @example null */
  endDate!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toSenNeedView(row: SenNeedEntity): SenNeedView {
  const { id, pupilId, ownerId, needType, needRank, startDate, endDate } = row;
  return {
    id,
    pupilId,
    schoolId: ownerId,
    needType,
    needRank,
    startDate,
    endDate,
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
