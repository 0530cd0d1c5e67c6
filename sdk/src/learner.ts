import type {
  DisadvantageFact,
  EthnicityCode,
  LanguageFact,
  LookedAfterFact,
  SenFact,
} from './characteristics.js';
import type { IsoDate } from './iso-date.js';
import type { PlansFact } from './plans.js';
import type { SubjectCode } from './subject-code.js';

/**
 * How far a result can be relied on: estimate, interim, provisional, final result, target.
 * Source: Common Basic Data Set, result status.
 * @since 0.1.0
 */
export type ResultStatus = 'E' | 'I' | 'P' | 'R' | 'T';

/** One result of a learner. Input `results[:subject]`. @since 0.1.0 */
export interface ResultFact {
  /** The date that the result is about. */
  readonly date: IsoDate;
  /** The assessment framework's key, for example `ks2-scaled`. Never compare two frameworks. */
  readonly framework: string;
  readonly frameworkVersion: number;
  /** The numeric value, or a graded framework's points. Null for an outcome without a value. */
  readonly value: number | null;
  /** The grade, in a graded framework; else null. */
  readonly grade: string | null;
  /** An outcome code without a value, for example absent or disapplied; else null. */
  readonly outcome: string | null;
  readonly status: ResultStatus;
  readonly source: 'test' | 'teacher';
}

/** One target of a learner that is agreed or active. Input `targets[:subject]`. @since 0.1.0 */
export interface TargetFact {
  readonly framework: string;
  readonly frameworkVersion: number;
  readonly baselineDate: IsoDate;
  /** Value, or points of a graded framework. */
  readonly baseline: number;
  readonly target: number;
  readonly due: IsoDate;
  readonly status: 'agreed' | 'active';
}

/** Above, on or below the trajectory: strictly beyond the tolerance on either side. @since 0.1.0 */
export type TrajectoryJudgement = 'above' | 'on' | 'below';

/** An actual on a trajectory, judged at its own date. @since 0.1.0 */
export interface TrajectoryPoint {
  readonly date: IsoDate;
  readonly actual: number;
  readonly expected: number;
  /** direction × (actual − expected), so that a negative gap is a shortfall. */
  readonly gap: number;
  readonly judgement: TrajectoryJudgement;
}

/** The trajectory of a learner's active target in one subject. Input `trajectory[:subject]`. @since 0.1.0 */
export interface TrajectoryFact {
  readonly framework: string;
  readonly frameworkVersion: number;
  readonly baselineDate: IsoDate;
  readonly baseline: number;
  readonly target: number;
  readonly due: IsoDate;
  /** The framework's tolerance: the gap that still counts as on trajectory. */
  readonly tolerance: number;
  /** The judgement at the latest actual; null without one. */
  readonly judgement: TrajectoryJudgement | null;
  /** `noResultSinceBaseline`, `stale`. */
  readonly flags: readonly ('noResultSinceBaseline' | 'stale')[];
  /** One point for each date with an actual, oldest first. */
  readonly points: readonly TrajectoryPoint[];
}

/** A learner's place in a provision. Input `interventions`. @since 0.1.0 */
export interface InterventionFact {
  readonly subject: SubjectCode | null;
  readonly provisionType: string;
  readonly wave: 1 | 2 | 3;
  readonly status: 'proposed' | 'agreed' | 'active' | 'reviewed' | 'closed' | 'declined';
  readonly startDate: IsoDate | null;
  readonly endDate: IsoDate | null;
  /** Minutes received ÷ minutes planned, 0 to 1 or more; null where it is not known. */
  readonly dosageReceived: number | null;
  /** direction × (exit − entry) in one framework; null where it is not known. */
  readonly gain: number | null;
  /**
   * Planned cost of the place over all its days, in pence: the learner's share of what the provision costs. Null where
   * nothing of it is known: in no provision yet, not agreed, or a provision without a price.
   */
  readonly plannedPence: number | null;
  /** Of `plannedPence`, what falls in the academic year of `asOf`, from 1 September; null as that is. */
  readonly yearPence: number | null;
}

/** Attendance of the academic year to date in this school. Input `attendance`. @since 0.1.0 */
export interface AttendanceFact {
  /** Possible sessions (half days). */
  readonly possible: number;
  readonly absent: number;
  readonly authorised: number;
  readonly unauthorised: number;
  /** absent ÷ possible, unrounded, 0 to 1. */
  readonly absence: number;
  /** True where fewer than 90 % of the expected weeks were received. */
  readonly partial: boolean;
  /** Null where it is not known when the school was open. */
  readonly lastTenWeeks: LastTenWeeksFact | null;
}

/**
 * Unauthorised absence in the ten school weeks that were over last, whichever terms or years they lie in.
 * Source: DfE, "Working together to improve school attendance": ten sessions in ten school weeks, the national
 * threshold.
 * @since 0.1.0
 */
export interface LastTenWeeksFact {
  /** The Monday of the first of them. */
  readonly from: IsoDate;
  /** Of how many of them the learner's sessions are known, 0 to 10. */
  readonly weeksReceived: number;
  /** Sessions (half days). */
  readonly unauthorised: number;
}

/** A learner's age on `asOf`; there is no date of birth. Input `age`. @since 0.1.0 */
export interface AgeFact {
  /** Completed years. */
  readonly years: number;
  /** Completed months beyond them, 0 to 11. Who was born on 29 February completes a year on 1 March. */
  readonly months: number;
}

/**
 * A group that a learner is in on `asOf`. Input `groups`. Its name is not given: schools name groups after people.
 * @since 0.1.0
 */
export interface GroupFact {
  readonly kind: 'teaching' | 'registration' | 'intervention';
  /** Null for a group of no one subject. */
  readonly subject: SubjectCode | null;
  /** The learner's first day in it. */
  readonly since: IsoDate;
}

/** F female, M male. Source: Common Basic Data Set. @since 0.1.0 */
export type Sex = 'F' | 'M';

/**
 * What a policy sees of one learner: the declared and granted inputs and nothing else.
 * No name, UPN, date of birth or address; `ref` is the learner's index in the call.
 * @since 0.1.0
 */
export interface Learner {
  readonly ref: number;
  /** National Curriculum year: `N1`, `R`, `1` … `14`, `X`; null where it is not known. */
  readonly yearGroup?: string | null;
  /** Subject → results with a date up to `asOf`, oldest first. */
  readonly results?: Readonly<Record<SubjectCode, readonly ResultFact[]>>;
  /** Subject → targets. */
  readonly targets?: Readonly<Record<SubjectCode, readonly TargetFact[]>>;
  /** Subject → the trajectory of the active target, for subjects that have one. */
  readonly trajectory?: Readonly<Record<SubjectCode, readonly TrajectoryFact[]>>;
  /** Newest last. */
  readonly interventions?: readonly InterventionFact[];
  /** Null where attendance is not known or has under 10 possible sessions. */
  readonly attendance?: AttendanceFact | null;
  /** Null where it is not known. */
  readonly age?: AgeFact | null;
  /** By kind, subject and date. */
  readonly groups?: readonly GroupFact[];
  readonly plans?: PlansFact;
  /** Null where no SEN provision is recorded, which is not the same as N, none. */
  readonly sen?: SenFact | null;
  readonly disadvantage?: DisadvantageFact;
  readonly lookedAfter?: LookedAfterFact;
  /** Null where none is recorded. */
  readonly ethnicity?: EthnicityCode | null;
  readonly language?: LanguageFact;
  /** Null where it is not recorded. */
  readonly sex?: Sex | null;
}

/** Names of the inputs that a policy can declare; `:subject` narrows to one subject. @since 0.1.0 */
export type InputName =
  | 'yearGroup'
  | 'results'
  | `results:${string}`
  | 'targets'
  | `targets:${string}`
  | 'trajectory'
  | `trajectory:${string}`
  | 'interventions'
  | 'attendance'
  | 'age'
  | 'groups'
  | 'plans'
  | 'sen'
  | 'disadvantage'
  | 'lookedAfter'
  | 'ethnicity'
  | 'language'
  | 'sex';
