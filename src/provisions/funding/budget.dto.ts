import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery } from '../../common/paging/list.dto.js';
import { SourceDto } from '../../common/source.dto.js';
import {
  DateText,
  IdText,
  InstantText,
  Nested,
  Nullable,
  Optional,
  Text,
  Whole,
} from '../../common/validation/members.js';

/** What a funding source has for a period. */
export class CreateBudgetDto {
  @IdText()
  fundingSourceId!: string;

  /** @example '2026-04-01' */
  @DateText()
  startDate!: string;

  /** The last day; on or after the start. Periods of one funding source do not overlap. @example '2027-03-31' */
  @DateText()
  endDate!: string;

  /** @example 4545000 */
  @Whole(0, 2_000_000_000)
  amountPence!: number;

  /** @example '30 pupils at £1,515' */
  @Nullable()
  @Text(500)
  note?: string | null;

  /** Its key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** Changes to a budget. */
export class UpdateBudgetDto extends PartialType(OmitType(CreateBudgetDto, ['fundingSourceId', 'source']), {
  skipNullProperties: false,
}) {}

/** Filters of budgets. */
export class BudgetQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  fundingSourceId?: string;

  /** Whose period this date lies in. @example '2026-10-01' */
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
