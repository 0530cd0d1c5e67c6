import type { TrustEntity } from './trust.entity.js';

/** A group of schools under one board. */
export class TrustView {
  id!: string;
  /** @example 'Pereira Learning Trust' */
  name!: string;
  /** The group's number (UID) in the register of schools. @example '17001' */
  groupUid!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toTrustView(row: TrustEntity): TrustView {
  const { id, name, groupUid, recordedAt, sinceVersion } = row;
  return { id, name, groupUid, updatedAt: recordedAt, version: sinceVersion };
}
