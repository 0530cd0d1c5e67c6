import type { AreaOfNeed } from './field/words.js';
import type { IsoDate } from './iso-date.js';
import type { SubjectCode } from './subject-code.js';

/**
 * What plans say of a learner on `asOf`: dates, kinds and results, and no word of what was written. Sensitive input
 * `plans`: that a learner has a plan for SEN support tells that there is SEN.
 * @since 0.1.0
 */
export interface PlansFact {
  /** Assess-Plan-Do-Review cycles that have begun, of every kind, oldest first. Drafts are not among them. */
  readonly cycles: readonly PlanCycle[];
  /** How many of the latest ended cycles of SEN support, in a row, reached no outcome. */
  readonly cyclesNotMet: number;
  /**
   * Days of the academic year up to `asOf` on which a parent came to a review of a plan for SEN support or of an
   * EHC plan, oldest first. How many are due is `sen.parentMeetingsExpected`.
   */
  readonly parentMeetings: readonly IsoDate[];
  /** The annual review of the education, health and care plan; null where there is no plan that goes on. */
  readonly annualReview: AnnualReview | null;
}

/** One cycle as it stood on `asOf`. @since 0.1.0 */
export interface PlanCycle {
  /** For any learner, for one with SEN support, of an education, health and care plan. */
  readonly kind: 'support' | 'send-support' | 'ehc';
  /** 1 for the first of its kind. */
  readonly cycle: number;
  readonly status: 'open' | 'reviewed' | 'closed';
  readonly startDate: IsoDate;
  readonly reviewDue: IsoDate | null;
  /** Of an open cycle: due from 14 days before `reviewDue` (56 for an EHC plan), overdue from the day after it. */
  readonly reviewStatus: 'notYet' | 'due' | 'overdue' | null;
  /** The meeting that ended the cycle; null until then. */
  readonly reviewedOn: IsoDate | null;
  /** The day on which it was closed; null until then. */
  readonly endDate: IsoDate | null;
  /** Subjects that it covers; null for all. */
  readonly subjects: readonly SubjectCode[] | null;
  readonly areaOfNeed: AreaOfNeed | null;
  /** By date. */
  readonly outcomes: readonly PlanOutcome[];
  /** met: every outcome was met or exceeded; not: none was, not even partly; null where none has been judged. */
  readonly result: 'met' | 'partly' | 'not' | null;
}

/** One outcome of a plan. @since 0.1.0 */
export interface PlanOutcome {
  readonly byDate: IsoDate;
  readonly areaOfNeed: AreaOfNeed | null;
  /** Null until a review says. */
  readonly result: 'exceeded' | 'met' | 'partly' | 'not' | null;
  readonly resultOn: IsoDate | null;
}

/**
 * The annual review of an education, health and care plan.
 * Source: Children and Families Act 2014, section 44: within 12 months of the plan, and of each review.
 * @since 0.1.0
 */
export interface AnnualReview {
  /** Null where it is not known when the plan was issued. */
  readonly issuedOn: IsoDate | null;
  /** Null before the first. */
  readonly lastReviewedOn: IsoDate | null;
  readonly due: IsoDate | null;
  /** 56 days before: eight weeks to call it, with advice to gather. */
  readonly warnFrom: IsoDate | null;
}
