import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery } from '../common/paging/list.dto.js';
import { SourceDto } from '../common/source.dto.js';
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
  Whole,
} from '../common/validation/members.js';
import { PROVISION_STAFF_ROLES } from './provision-words.js';

/** £10 million: more than any provision costs. */
const MOST_PENCE = 1_000_000_000;

/** One who delivers a provision: a member of the school's staff, or somebody from outside by name. */
export class ProvisionStaffDto {
  /** A member of the school's staff. */
  @Nullable()
  @IdText()
  staffId?: string | null;

  /** Where it is nobody of the school's staff. @example null */
  @Nullable()
  @Text(120)
  name?: string | null;

  /** @example 'teaching-assistant' */
  @OneOf(PROVISION_STAFF_ROLES)
  role!: (typeof PROVISION_STAFF_ROLES)[number];
}

/** What an hour with the group costs, with all who deliver it. */
export class ProvisionRateDto {
  /** @example 1850 */
  @Whole(0, 1_000_000)
  perHourPence!: number;

  /** Every begun block of so many minutes is charged whole; left out: 1. @example 15 */
  @Optional()
  @Whole(1, 480)
  roundUpToMinutes?: number;

  /** No session is charged as less; left out: 0. @example 30 */
  @Optional()
  @Whole(0, 480)
  minimumMinutes?: number;
}

/** What is bought for a provision. */
export class ProvisionResourceDto {
  /** @example 'Reading books' */
  @Text(120)
  name!: string;

  /** @example 12000 */
  @Whole(0, MOST_PENCE)
  pence!: number;
}

/** The share of the cost that a funding source bears. */
export class FundingLineDto {
  @IdText()
  fundingSourceId!: string;

  /** Hundredths of a per cent: 10,000 is all of it. The lines of a provision sum to 10,000. @example 10000 */
  @Whole(1, 10_000)
  shareBasisPoints!: number;
}

/** A provision to be added. */
export class CreateProvisionDto {
  @IdText()
  schoolId!: string;

  /** A version of a kind of provision of the school or of the system. */
  @IdText()
  provisionTypeId!: string;

  /** @example 'Reading group, Tuesdays' */
  @Text(120)
  name!: string;

  /** A subject's code. @example 'reading' */
  @Nullable()
  @Text(40)
  subject?: string | null;

  /** The member of the school's staff who answers for it. */
  @Nullable()
  @IdText()
  leadStaffId?: string | null;

  /** Who delivers it. */
  @Nullable()
  @NestedList(() => ProvisionStaffDto, 20)
  staff?: ProvisionStaffDto[] | null;

  /** @example '2026-09-07' */
  @DateText()
  startDate!: string;

  /** The last day; after the start. @example '2026-12-18' */
  @DateText()
  endDate!: string;

  /** Places held at once. @example 6 */
  @Whole(1, 1000)
  capacity!: number;

  /**
   * Weeks in which it is held, holidays left out; no more than its dates touch. Null: as its kind says.
   * @example 12
   */
  @Nullable()
  @Whole(1, 60)
  weeks?: number | null;

  /** Null: as its kind says. @example 3 */
  @Nullable()
  @Whole(1, 25)
  sessionsPerWeek?: number | null;

  /** Of one session. Null: as its kind says. @example 30 */
  @Nullable()
  @Whole(1, 480)
  sessionMinutes?: number | null;

  /** Null where no time is paid for, or its rate is not known. */
  @Nullable()
  @Nested(() => ProvisionRateDto)
  rate?: ProvisionRateDto | null;

  /** What it costs however many sessions are held, as a licence or a hall. Null: not known. @example 5000 */
  @Nullable()
  @Whole(0, MOST_PENCE)
  fixedPence?: number | null;

  /** What is bought for it. */
  @Nullable()
  @NestedList(() => ProvisionResourceDto, 50)
  resources?: ProvisionResourceDto[] | null;

  /** Who pays: shares that sum to exactly 100 %. */
  @Nullable()
  @NestedList(() => FundingLineDto, 20)
  funding?: FundingLineDto[] | null;

  /** The provision's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** Changes to a provision; its school, its kind and its source key stay. */
export class UpdateProvisionDto extends PartialType(
  OmitType(CreateProvisionDto, ['schoolId', 'provisionTypeId', 'source']),
  { skipNullProperties: false },
) {}

/** Filters of provisions. */
export class ProvisionQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  provisionTypeId?: string;

  /** A subject's code. @example 'reading' */
  @Optional()
  @Text(40)
  subject?: string;

  /** Running on this date. @example '2026-10-01' */
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
