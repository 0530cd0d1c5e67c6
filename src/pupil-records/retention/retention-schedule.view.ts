import { KINDS, type RecordKind } from './record-kinds.js';
import type { RetentionScheduleEntity } from './retention-schedule.entity.js';

/** For how long a school keeps a kind of record, and on what that rests. */
export class RetentionScheduleView {
  schoolId!: string;
  /** @example 'attendance' */
  kind!: string;
  /** The resources that the kind is made of. @example ["attendance"] */
  resources!: string[];
  /** `date-of-birth`, `leaving` (the last day on roll), or `entry`: each row has its own day. @example 'entry' */
  countsFrom!: string;
  /** @example 7 */
  years!: number;
  /** The default of the product. @example 6 */
  usualYears!: number;
  /** What statute demands; null where none does. @example 6 */
  minimumYears!: number | null;
  /** Statute or guidance that the default rests on. @example 'SI 2024/208, regulation 7' */
  basis!: string;
  /** Where that can be read. @example 'https://www.legislation.gov.uk/uksi/2024/208/regulation/7' */
  source!: string | null;
  /** Whether the school has set it: else it is the product's default, which nobody has confirmed. @example true */
  setBySchool!: boolean;
  /** Why it differs. @example null */
  reason!: string | null;
  /** The member of staff who set it. */
  setByStaffId!: string | null;
  /** Instant of the newest change; null for a default. */
  updatedAt!: string | null;
  /** Null for a default. */
  version!: number | null;
}

/** The school's own row, or the default where it has none. */
export function toRetentionScheduleView(
  schoolId: string,
  kind: RecordKind,
  row: RetentionScheduleEntity | null,
): RetentionScheduleView {
  const { resources, countsFrom, years, minimumYears, basis, source } = KINDS[kind];
  return {
    schoolId,
    kind,
    resources: [...resources],
    countsFrom,
    years: row?.years ?? years,
    usualYears: years,
    minimumYears,
    basis,
    source,
    setBySchool: row !== null,
    reason: row?.reason ?? null,
    setByStaffId: row?.setByStaffId ?? null,
    updatedAt: row?.recordedAt ?? null,
    version: row?.sinceVersion ?? null,
  };
}
