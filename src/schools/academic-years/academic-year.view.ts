import { sourceKey } from '../../common/source.js';
import { SourceDto } from '../../common/source.dto.js';
import type { AcademicYearEntity } from './academic-year.entity.js';
import type { SchoolDays } from './calendar.js';

/** A term; both days belong to it. */
export class TermView {
  /** @example 'Autumn' */
  name!: string;
  /** @example '2026-09-02' */
  startDate!: string;
  /** @example '2026-12-18' */
  endDate!: string;
}

/** Days within a term without school for the pupils; both days belong to them. */
export class NonSchoolDaysView {
  /** half-term, inset, bank-holiday, closure or other. @example 'half-term' */
  kind!: string;
  /** @example 'Autumn half-term' */
  name!: string | null;
  /** @example '2026-10-26' */
  startDate!: string;
  /** @example '2026-10-30' */
  endDate!: string;
}

/** A school's calendar of an academic year. */
export class AcademicYearView {
  id!: string;
  schoolId!: string;
  /** @example '2026/27' */
  name!: string;
  /** @example '2026-09-01' */
  startDate!: string;
  /** The last day. @example '2027-08-31' */
  endDate!: string;
  /** In order. */
  terms!: TermView[];
  /** In order. */
  nonSchoolDays!: NonSchoolDaysView[];
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

/** The school days of a span. */
export class SchoolDaysView {
  schoolId!: string;
  /** @example '2026-09-01' */
  from!: string;
  /** @example '2026-12-31' */
  to!: string;
  /** Mondays to Fridays in a term that are no days without school. @example 72 */
  schoolDays!: number;
  /** Two a day, morning and afternoon: the possible sessions of a pupil who is on roll throughout. @example 144 */
  sessions!: number;
  /** Days of the span that lie in no academic year of the school: nothing is known of them. @example 0 */
  unknownDays!: number;
  /** The school days, oldest first. @example ['2026-09-02'] */
  dates!: string[];
}

export function toAcademicYearView(row: AcademicYearEntity): AcademicYearView {
  const { id, ownerId, name, startDate, endDate, terms, nonSchoolDays, recordedAt, sinceVersion } = row;
  return {
    id,
    schoolId: ownerId,
    name,
    startDate,
    endDate,
    terms,
    nonSchoolDays,
    source: sourceKey(row),
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}

export function toSchoolDaysView(
  schoolId: string,
  from: string,
  to: string,
  { dates, unknownDays }: SchoolDays,
): SchoolDaysView {
  return {
    schoolId,
    from,
    to,
    schoolDays: dates.length,
    sessions: 2 * dates.length,
    unknownDays,
    dates: [...dates],
  };
}
