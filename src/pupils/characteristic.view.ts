import { sourceKey } from '../common/source.js';
import { SourceDto } from '../common/source.dto.js';
import type { CharacteristicEntity } from './characteristic.entity.js';

/** A dated spell of one characteristic of a pupil. Sensitive as a whole. */
export class CharacteristicView {
  id!: string;
  pupilId!: string;
  schoolId!: string;
  /** @example 'sen' */
  kind!: string;
  /** @example 'K' */
  value!: string;
  /** @example '2025-09-01' */
  startDate!: string;
  /** The last day. @example null */
  endDate!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toCharacteristicView(row: CharacteristicEntity): CharacteristicView {
  const { id, pupilId, ownerId, kind, value, startDate, endDate, recordedAt, sinceVersion } = row;
  return {
    id,
    pupilId,
    schoolId: ownerId,
    kind,
    value,
    startDate,
    endDate,
    source: sourceKey(row),
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}
