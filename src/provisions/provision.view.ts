import type { ProvisionEntity } from './provision.entity.js';

/** A running group, or one to one. */
export class ProvisionView {
  id!: string;
  schoolId!: string;
  provisionTypeId!: string;
  /** @example 'Reading group, Tuesdays' */
  name!: string;
  /** A subject's code. @example 'reading' */
  subject!: string | null;
  leadStaffId!: string | null;
  /** @example '2026-09-07' */
  startDate!: string;
  /** The last day. @example '2026-12-18' */
  endDate!: string;
  /** Places held at once. @example 6 */
  capacity!: number;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toProvisionView(row: ProvisionEntity): ProvisionView {
  const { id, ownerId, provisionTypeId, name, subject, leadStaffId, startDate, endDate, capacity } = row;
  return {
    id,
    schoolId: ownerId,
    provisionTypeId,
    name,
    subject,
    leadStaffId,
    startDate,
    endDate,
    capacity,
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
