import { ListQuery } from '../../common/paging/list.dto.js';
import {
  DateText,
  IdText,
  InstantText,
  Nullable,
  OneOf,
  Optional,
  QueryFlag,
  QueryWhole,
  Text,
  Whole,
} from '../../common/validation/members.js';
import { DECISION_OUTCOMES } from './decision.entity.js';
import { RECOMMENDATION_STATUSES, type RecommendationStatus } from './recommendation.entity.js';

/** Filters of recommendations. */
export class RecommendationQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  @Optional()
  @OneOf(RECOMMENDATION_STATUSES)
  status?: RecommendationStatus;

  /** @example '@espalier/trajectory-catch-up' */
  @Optional()
  @Text(214)
  plugin?: string;

  @Optional()
  @Text(64)
  policyId?: string;

  /** @example 'mathematics' */
  @Optional()
  @Text(40)
  subject?: string;

  @Optional()
  @QueryWhole(1, 3)
  wave?: number;

  @Optional()
  @QueryFlag()
  urgent?: boolean;

  @Optional()
  @QueryFlag()
  stale?: boolean;

  /** Open ones that are in conflict with another policy’s, or the others; `sort=pupilId` puts them together. */
  @Optional()
  @QueryFlag()
  conflicting?: boolean;

  /** Made or last changed as of this date or an earlier one. @example '2026-07-10' */
  @Optional()
  @DateText()
  asOf?: string;

  /** The run that made or last changed it. */
  @Optional()
  @IdText()
  evaluationId?: string;

  /** Changed at or after this instant. */
  @Optional()
  @InstantText()
  updatedSince?: string;

  /** Shows the pupil beside each recommendation; needs `pupils:read`. */
  @Optional()
  @OneOf(['pupil'])
  expand?: 'pupil';
}

/** What a named person decides on a recommendation. */
export class CreateDecisionDto {
  /** `accept` makes the intervention that is recommended, `amend` another one, `dismiss` none. */
  @OneOf(DECISION_OUTCOMES)
  outcome!: (typeof DECISION_OUTCOMES)[number];

  /** Why, in the person’s own words. @example 'Agreed with the class teacher; starts after half-term.' */
  @Text(500)
  reason!: string;

  /** With `amend`: the wave instead. */
  @Nullable()
  @Whole(1, 3)
  wave?: 1 | 2 | 3 | null;

  /** With `amend`: the key of the provision type instead. @example 'one-to-one-catch-up' */
  @Nullable()
  @Text(64)
  provisionType?: string | null;

  /** With `accept` and `amend`: when the intervention starts. @example '2026-09-14' */
  @Nullable()
  @DateText()
  startDate?: string | null;

  /** With `accept` and `amend`: when it ends. @example '2026-12-11' */
  @Nullable()
  @DateText()
  endDate?: string | null;

  /** With `dismiss`: the dismissal holds until this date. */
  @Nullable()
  @DateText()
  reviewBy?: string | null;
}
