import { ListQuery } from '../../common/paging/list.dto.js';
import {
  DateText,
  IdText,
  NestedList,
  Nullable,
  OneOf,
  Optional,
  QueryFlag,
  QueryWhole,
  Text,
  TextList,
  Whole,
} from '../../common/validation/members.js';
import { ALLOCATION_STATUSES, type AllocationStatus } from './allocation.entity.js';
import { ROW_OUTCOMES, type RowOutcome } from './allocation-row.entity.js';

/** Places of a period that a policy is to give out. */
export class CreateAllocationDto {
  @IdText()
  schoolId!: string;

  /** One of the school's enabled policies of the kind `allocation`: `<plugin>/<policy id>`. @example '@example/fair-shares/by-need' */
  @Text(280)
  policy!: string;

  /** The first day of the places; not before today. @example '2027-01-04' */
  @DateText()
  from!: string;

  /** The last day. @example '2027-04-02' */
  @DateText()
  to!: string;

  /** A budget of the school that pays, and whose period holds the days. Left out, like `amountPence`: nothing limits it. @example null */
  @Nullable()
  @IdText()
  budgetId?: string | null;

  /** What may be spent on new places, in the place of a budget. @example 250000 */
  @Nullable()
  @Whole(0, 1_000_000_000)
  amountPence?: number | null;

  /** Keys of the kinds of provision that are given out. Left out: all. @example ['small-group-catch-up'] */
  @Nullable()
  @TextList(60, 50)
  provisionTypes?: string[] | null;
}

/** Filters of allocations. */
export class AllocationQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @OneOf(ALLOCATION_STATUSES)
  status?: AllocationStatus;

  /** @example '@example/fair-shares' */
  @Optional()
  @Text(214)
  plugin?: string;

  @Optional()
  @Text(64)
  policyId?: string;
}

/** Filters of the rows of allocations. */
export class AllocationRowQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  allocationId?: string;

  @Optional()
  @IdText()
  recommendationId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  /** As it stands. */
  @Optional()
  @OneOf(ROW_OUTCOMES)
  outcome?: RowOutcome;

  /** @example 'small-group-catch-up' */
  @Optional()
  @Text(64)
  provisionType?: string;

  @Optional()
  @QueryWhole(1, 3)
  wave?: number;

  /** A person has moved or withheld it. */
  @Optional()
  @QueryFlag()
  changed?: boolean;
}

/** What a person makes of a row. What the policy proposed stays beside it. */
export class UpdateAllocationRowDto {
  /** `unfunded` withholds the place, `funded` gives one. Left out: as it stands. */
  @Optional()
  @OneOf(ROW_OUTCOMES)
  outcome?: RowOutcome;

  /** Its place in the order, from 1. Left out: as it stands. @example 3 */
  @Optional()
  @Whole(1, 100_000)
  rank?: number;

  /** Why, in the person’s own words. @example 'Has a place in the reading club instead.' */
  @Text(500)
  changeReason!: string;
}

/** One pupil whose place is confirmed. */
export class ConfirmedRowDto {
  @IdText()
  allocationRowId!: string;

  /** The row’s version as it was read. @example 4711 */
  @Whole(1, 9_007_199_254_740_991)
  version!: number;

  /** Why this pupil gets the place, in the person’s own words: the reason of the decision. @example 'Agreed with the class teacher.' */
  @Text(500)
  reason!: string;

  /** Another group than the row names. */
  @Optional()
  @IdText()
  provisionId?: string;
}

/** A person’s confirmation: every funded row, each with the version that was read and its own reason. */
export class ConfirmAllocationDto {
  @NestedList(() => ConfirmedRowDto, 1000)
  rows!: ConfirmedRowDto[];
}
