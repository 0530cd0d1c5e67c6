import type { Learner } from './learner.js';
import type { IsoDate } from './iso-date.js';
import type { SubjectCode } from './subject-code.js';
import type { Evidence, Wave } from './verdict.js';

/** An open recommendation that asks for a place. @since 0.1.0 */
export interface PlaceRequest<L = Learner> {
  /** The request's index in the round. */
  readonly ref: number;
  readonly provisionType: string;
  readonly wave: Wave;
  readonly subject: SubjectCode | null;
  readonly urgent: boolean;
  /** When the recommendation was first made. */
  readonly since: IsoDate;
  /** A plan specifies this provision: it must be made, and stands outside the competition. */
  readonly statutory: boolean;
  /** Expected cost of the place over the period, pence; null where no cost is known. */
  readonly costPence: number | null;
  /** The learner, with the declared inputs and nothing else. */
  readonly learner: L;
}

/** Places of one kind of provision over the period. @since 0.1.0 */
export interface PlaceSupply {
  readonly provisionType: string;
  /** Places that are not taken on any day of the period; null where nothing limits them. */
  readonly places: number | null;
  /** Gain of those who had it before, in tolerances of their framework, mean; null where too few are known. */
  readonly meanGain: number | null;
}

/** What a policy of kind `allocation` is called with, once for a school and period. @since 0.1.0 */
export interface AllocationRound<L = Learner> {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly requests: readonly PlaceRequest<L>[];
  readonly supplies: readonly PlaceSupply[];
  /** What may be spent on new places in the period, pence; null where no budget limits it. */
  readonly budgetPence: number | null;
}

/** A place that is proposed, in the order of precedence. @since 0.1.0 */
export interface FundedRequest {
  readonly ref: number;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

/** A request that gets no place, and why. @since 0.1.0 */
export interface UnfundedRequest {
  readonly ref: number;
  /** `places`: none left; `budget`: spent; `noCost`: its cost is not known; `policy`: by the policy's rule. */
  readonly why: 'places' | 'budget' | 'noCost' | 'policy';
  readonly reason: string;
}

/** The order that is proposed: each request once, funded or not. A person confirms it. @since 0.1.0 */
export interface AllocationAnswer {
  readonly funded: readonly FundedRequest[];
  readonly unfunded: readonly UnfundedRequest[];
}
