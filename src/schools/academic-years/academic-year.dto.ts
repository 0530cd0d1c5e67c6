import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery, ReadQuery } from '../../common/paging/list.dto.js';
import { SourceDto } from '../../common/source.dto.js';
import {
  DateText,
  IdText,
  InstantText,
  Nested,
  NestedList,
  Nullable,
  OneOf,
  Optional,
  Text,
} from '../../common/validation/members.js';
import { NON_SCHOOL_KINDS, type NonSchoolDays } from './calendar.js';

/** A term; both days belong to it. */
export class TermDto {
  /** @example 'Autumn' */
  @Text(60)
  name!: string;

  /** @example '2026-09-02' */
  @DateText()
  startDate!: string;

  /** @example '2026-12-18' */
  @DateText()
  endDate!: string;
}

/** Days within a term without school for the pupils; both days belong to them. */
export class NonSchoolDaysDto {
  /** half-term, inset (staff training), bank-holiday, closure or other. */
  @OneOf(NON_SCHOOL_KINDS)
  kind!: NonSchoolDays['kind'];

  /** @example 'Autumn half-term' */
  @Nullable()
  @Text(60)
  name?: string | null;

  /** @example '2026-10-26' */
  @DateText()
  startDate!: string;

  /** @example '2026-10-30' */
  @DateText()
  endDate!: string;
}

/** A school's calendar of an academic year to be added. */
export class CreateAcademicYearDto {
  @IdText()
  schoolId!: string;

  /** @example '2026/27' */
  @Text(60)
  name!: string;

  /** @example '2026-09-01' */
  @DateText()
  startDate!: string;

  /** The last day. @example '2027-08-31' */
  @DateText()
  endDate!: string;

  /** Within the year, none on another. */
  @NestedList(() => TermDto, 12)
  terms!: TermDto[];

  /** Within the year, none on another. Weekends need not be among them. */
  @NestedList(() => NonSchoolDaysDto, 60)
  nonSchoolDays!: NonSchoolDaysDto[];

  /** The calendar's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** Changes to a calendar. A list that is sent takes the place of the whole list. */
export class UpdateAcademicYearDto extends PartialType(
  OmitType(CreateAcademicYearDto, ['schoolId', 'source']),
  { skipNullProperties: false },
) {}

/** Filters of academic years. */
export class AcademicYearQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  /** Years that hold this date. @example '2026-10-01' */
  @Optional()
  @DateText()
  asOf?: string;

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;

  @Optional()
  @Text(40)
  sourceSystem?: string;

  @Optional()
  @Text(100)
  sourceId?: string;
}

/** A span of days, the first and the last among them. */
export class SchoolDaysQuery extends ReadQuery {
  /** Left out: today. @example '2026-09-01' */
  @Optional()
  @DateText()
  from?: string;

  /** No more than two years after `from`; left out: the same day. @example '2026-12-31' */
  @Optional()
  @DateText()
  to?: string;
}
