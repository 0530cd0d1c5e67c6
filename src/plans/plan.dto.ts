import { OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
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
  Prose,
  Text,
  TextList,
  Whole,
} from '../common/validation/members.js';
import { AREAS_OF_NEED, type AreaOfNeed } from '../provisions/provision-words.js';
import { PLAN_KINDS, PLAN_STATUSES, type PlanKind, type PlanStatus } from './plan-words.js';
import { REVIEW_STATES, type ReviewState } from './review-due.js';

/** What an education, health and care plan has besides. Members that are left out stay. */
export class EhcDto {
  /** When the local authority issued it. @example '2026-01-20' */
  @Nullable()
  @DateText()
  issuedOn?: string | null;

  /** The annual review before this cycle, where there was one. @example null */
  @Nullable()
  @DateText()
  lastReviewedOn?: string | null;

  /** The local authority's reference. @example 'EHC-20931' */
  @Nullable()
  @Text(60)
  reference?: string | null;

  /** When the pupil goes on to the next phase of education. @example null */
  @Nullable()
  @DateText()
  phaseTransferOn?: string | null;
}

/** A plan to be added: one Assess-Plan-Do-Review cycle. */
export class CreatePlanDto {
  @IdText()
  pupilId!: string;

  /** `support` for any pupil; `send-support` while SEN provision is K or E; `ehc` while it is E. @example 'support' */
  @OneOf(PLAN_KINDS)
  kind!: PlanKind;

  /** Left out: a draft. `closed` takes in a cycle that was kept elsewhere. @example 'draft' */
  @Optional()
  @OneOf(['draft', 'open', 'closed'])
  status?: 'draft' | 'open' | 'closed';

  /** Left out: the pupil's next of the kind. */
  @Optional()
  @Whole(1, 999)
  cycle?: number;

  /** The member of staff who answers for it. An open plan has one. */
  @Nullable()
  @IdText()
  coordinatorStaffId?: string | null;

  /** An open plan has one, not after today. @example '2026-09-07' */
  @Nullable()
  @DateText()
  startDate?: string | null;

  /** An open plan has one. Left out of an EHC plan: 12 months after its issue or last review. @example '2026-12-11' */
  @Nullable()
  @DateText()
  reviewDue?: string | null;

  /** Of a closed plan. Left out when it is closed: today. @example null */
  @Nullable()
  @DateText()
  endDate?: string | null;

  /** Of a plan that is closed without a review. @example null */
  @Nullable()
  @Text(500)
  closedReason?: string | null;

  /** Codes of the subjects that it covers; null for all. @example ['reading'] */
  @Nullable()
  @TextList(40, 30)
  subjects?: string[] | null;

  /** @example 'cognition-and-learning' */
  @Nullable()
  @OneOf(AREAS_OF_NEED)
  areaOfNeed?: AreaOfNeed | null;

  /** Assess: what goes well. @example 'Speaks with confidence and listens well in a small group.' */
  @Nullable()
  @Prose(4000)
  strengths?: string | null;

  /** Assess: what is hard. @example 'Decodes slowly; loses the thread of a longer text.' */
  @Nullable()
  @Prose(4000)
  needs?: string | null;

  /** Plan and do, in general; who does what is in the items. @example 'Structured phonics in a group of three.' */
  @Nullable()
  @Prose(4000)
  approach?: string | null;

  /** Of an EHC plan only. */
  @Nullable()
  @Nested(() => EhcDto)
  ehc?: EhcDto | null;

  /** The plan's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** Changes to a plan that is a draft or open, and its status. */
export class UpdatePlanDto extends PartialType(
  OmitType(CreatePlanDto, ['pupilId', 'kind', 'source', 'status', 'cycle']),
  { skipNullProperties: false },
) {
  /** draft → open → closed, reviewed → closed. A signed review makes an open plan reviewed. @example 'open' */
  @Optional()
  @OneOf(PLAN_STATUSES)
  status?: PlanStatus;
}

/** The cycle that follows a reviewed one. */
export class NextCycleDto {
  /** Not before the review, and not after today. @example '2026-11-23' */
  @DateText()
  startDate!: string;

  /** Left out of an EHC plan: 12 months after the review. @example '2027-03-19' */
  @Optional()
  @DateText()
  reviewDue?: string;

  /** Left out: as before. */
  @Optional()
  @IdText()
  coordinatorStaffId?: string;

  /** True takes over the outcomes that were not reached, from where the pupil stands now. @example true */
  @Optional()
  @IsBoolean()
  carryOver?: boolean;
}

/** Filters of plans. */
export class PlanQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  @Optional()
  @OneOf(PLAN_KINDS)
  kind?: PlanKind;

  @Optional()
  @OneOf(PLAN_STATUSES)
  status?: PlanStatus;

  @Optional()
  @IdText()
  coordinatorStaffId?: string;

  /** Cycles that had begun and not ended on this day; with `reviewStatus` the day that it is judged on. @example '2026-11-24' */
  @Optional()
  @DateText()
  asOf?: string;

  /**
   * notYet, due (from 14 days before the due date, 56 for an EHC plan, to the due date itself) or overdue (after it),
   * of cycles not reviewed by `asOf`; left out, that is today.
   * @example 'overdue'
   */
  @Optional()
  @OneOf(REVIEW_STATES)
  reviewStatus?: ReviewState;

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
