import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery } from '../common/paging/list.dto.js';
import { SourceDto } from '../common/source.dto.js';
import {
  DateText,
  IdText,
  InstantText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  Text,
} from '../common/validation/members.js';
import { ENROLMENT_STATUSES, NC_YEAR_CODES, SEN_PROVISIONS, SEXES, UPN_REASONS } from './code-sets.js';

/** A spell on the roll to be added. */
export class CreateEnrolmentDto {
  /** National Curriculum year. @example '7' */
  @OneOf(NC_YEAR_CODES)
  ncYear!: (typeof NC_YEAR_CODES)[number];

  /** C current (single), M main dual, S subsidiary dual, F further education, O other, G guest, P previous. */
  @OneOf(ENROLMENT_STATUSES)
  status!: (typeof ENROLMENT_STATUSES)[number];

  /** @example '2025-09-01' */
  @DateText()
  entryDate!: string;

  /** The last day on roll. @example null */
  @Nullable()
  @DateText()
  leavingDate?: string | null;
}

/** A pupil to be added. */
export class CreatePupilDto {
  @IdText()
  schoolId!: string;

  /** Unique Pupil Number with a valid check letter; null needs `upnReason`. @example 'G999400125001' */
  @Nullable()
  @Text(13)
  upn?: string | null;

  /** Why there is no UPN. */
  @Nullable()
  @OneOf(UPN_REASONS)
  upnReason?: (typeof UPN_REASONS)[number] | null;

  /** The UPN before a change. */
  @Nullable()
  @Text(13)
  formerUpn?: string | null;

  /** Unique Learner Number. @example '9276308686' */
  @Nullable()
  @Text(10)
  uln?: string | null;

  /** @example 'Amira' */
  @Text(100)
  legalForename!: string;

  /** @example 'Okafor' */
  @Text(100)
  legalSurname!: string;

  @Nullable()
  @Text(100)
  preferredForename?: string | null;

  @Nullable()
  @Text(100)
  preferredSurname?: string | null;

  /** @example '2014-03-09' */
  @DateText()
  dateOfBirth!: string;

  /** Sensitive. */
  @Nullable()
  @OneOf(SEXES)
  sex?: (typeof SEXES)[number] | null;

  /** The pupil's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;

  /**
   * The spell on the roll, added with the pupil. An upsert of a pupil who is there keeps it in step: another NC year
   * in a new academic year begins a new spell, anything else corrects the one that holds today.
   */
  @Optional()
  @Nested(() => CreateEnrolmentDto)
  enrolment?: CreateEnrolmentDto;
}

/** Changes to a pupil. */
export class UpdatePupilDto extends PartialType(OmitType(CreatePupilDto, ['schoolId', 'enrolment']), {
  skipNullProperties: false,
}) {}

/** Filters of pupils. */
export class PupilQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @Text(13)
  upn?: string;

  /** The folded beginning of the legal surname. @example 'oka' */
  @Optional()
  @Text(100)
  surname?: string;

  /** Those on roll on this date; year group and SEN are held against it too. @example '2026-01-15' */
  @Optional()
  @DateText()
  asOf?: string;

  /** National Curriculum year of the spell on roll at `asOf`, or today. @example '7' */
  @Optional()
  @OneOf(NC_YEAR_CODES)
  yearGroup?: (typeof NC_YEAR_CODES)[number];

  /** SEN provision at `asOf`, or today. Needs `sensitive:read`. */
  @Optional()
  @OneOf(SEN_PROVISIONS)
  sen?: (typeof SEN_PROVISIONS)[number];

  /** Needs `sensitive:read`. */
  @Optional()
  @OneOf(SEXES)
  sex?: (typeof SEXES)[number];

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

  /** What to show beside each pupil: `enrolments`. */
  @Optional()
  @OneOf(['enrolments'])
  expand?: 'enrolments';
}
