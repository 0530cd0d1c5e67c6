import { SourceDto } from '../common/source.dto.js';
import { sourceKey } from '../common/source.js';
import { rateOf } from './costs/provision-rate.js';
import type { ProvisionEntity } from './provision.entity.js';

/** One who delivers a provision. */
export class ProvisionStaffView {
  staffId!: string | null;
  /** Where it is nobody of the school's staff. @example null */
  name!: string | null;
  /** @example 'teaching-assistant' */
  role!: string;
}

/** What an hour with the group costs. */
export class ProvisionRateView {
  /** @example 1850 */
  perHourPence!: number;
  /** @example 15 */
  roundUpToMinutes!: number;
  /** @example 30 */
  minimumMinutes!: number;
}

/** What is bought for a provision. */
export class ProvisionResourceView {
  /** @example 'Reading books' */
  name!: string;
  /** @example 12000 */
  pence!: number;
}

/** The share of the cost that a funding source bears. */
export class FundingLineView {
  fundingSourceId!: string;
  /** Hundredths of a per cent. @example 10000 */
  shareBasisPoints!: number;
}

/** A running group, or one to one. */
export class ProvisionView {
  id!: string;
  schoolId!: string;
  provisionTypeId!: string;
  /** @example 'Reading group, Tuesdays' */
  name!: string;
  /** A subject's code. @example 'reading' */
  subject!: string | null;
  /** Who answers for it. */
  leadStaffId!: string | null;
  /** Who delivers it. */
  staff!: ProvisionStaffView[];
  /** @example '2026-09-07' */
  startDate!: string;
  /** The last day. @example '2026-12-18' */
  endDate!: string;
  /** Places held at once. @example 6 */
  capacity!: number;
  /** Weeks in which it is held. Null: as its kind says. @example 12 */
  weeks!: number | null;
  /** Null: as its kind says. @example 3 */
  sessionsPerWeek!: number | null;
  /** Of one session. Null: as its kind says. @example 30 */
  sessionMinutes!: number | null;
  rate!: ProvisionRateView | null;
  /** Null: not known. @example 5000 */
  fixedPence!: number | null;
  /** Null: not known. */
  resources!: ProvisionResourceView[] | null;
  /** Shares that sum to 100 %; empty where nothing is said. */
  funding!: FundingLineView[];
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toProvisionView(row: ProvisionEntity): ProvisionView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    provisionTypeId: row.provisionTypeId,
    name: row.name,
    subject: row.subject,
    leadStaffId: row.leadStaffId,
    staff: row.staff ?? [],
    startDate: row.startDate,
    endDate: row.endDate,
    capacity: row.capacity,
    weeks: row.weeks,
    sessionsPerWeek: row.sessionsPerWeek,
    sessionMinutes: row.sessionMinutes,
    rate: rateOf(row),
    fixedPence: row.fixedPence,
    resources: row.resources,
    funding: row.funding ?? [],
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
