import { SourceDto } from '../../common/source.dto.js';
import { sourceKey } from '../../common/source.js';
import type { FundingSourceEntity } from './funding-source.entity.js';

/** Where a school's money for provision comes from. */
export class FundingSourceView {
  id!: string;
  schoolId!: string;
  /** @example 'Pupil premium' */
  name!: string;
  /** @example 'pupil-premium' */
  kind!: string;
  /** @example true */
  ringFenced!: boolean;
  /** @example 'For pupils on the register of disadvantage' */
  note!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toFundingSourceView(row: FundingSourceEntity): FundingSourceView {
  const { id, ownerId, name, kind, ringFenced, note } = row;
  return {
    id,
    schoolId: ownerId,
    name,
    kind,
    ringFenced,
    note,
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
