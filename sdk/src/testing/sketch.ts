import type {
  DisadvantageFact,
  EthnicityCode,
  LanguageFact,
  LookedAfterFact,
  SenFact,
  SenProvision,
} from '../characteristics.js';
import type {
  AgeFact,
  AttendanceFact,
  GroupFact,
  InterventionFact,
  ResultFact,
  Sex,
  TargetFact,
  TrajectoryFact,
  TrajectoryPoint,
} from '../learner.js';
import type { SubjectCode } from '../subject-code.js';
import type { PlansFact } from '../plans.js';

/** A value in framework `standardised` (70 to 140), or what differs from a final test result in it. @since 0.1.0 */
export type ResultSketch = number | Partial<ResultFact>;

/** An actual, or one with its own date or expected value. @since 0.1.0 */
export type PointSketch = number | (Pick<TrajectoryPoint, 'actual'> & Partial<TrajectoryPoint>);

/**
 * What differs from a trajectory in framework `standardised`, tolerance 5, from 95 to 105. Expected values lie on the
 * straight line from baseline to target; gaps, judgements and flags follow.
 * @since 0.1.0
 */
export type TrajectorySketch = Partial<Omit<TrajectoryFact, 'points'>> & {
  readonly points?: readonly PointSketch[];
};

/** Share of sessions missed in whole per cent, 0 to 1, or what differs from a year without absence. @since 0.1.0 */
export type AttendanceSketch = number | Partial<AttendanceFact>;

/**
 * A learner in a line: what matters to the case. The rest of a fact is filled in, valid and realistic, with dates
 * before `asOf`. An input that is left out is as a host gives it where nothing is recorded.
 *
 * @example
 * const sketch: LearnerSketch = { yearGroup: '7', results: { reading: [91, 94] }, attendance: 0.12 };
 * @since 0.1.0
 */
export interface LearnerSketch {
  readonly ref?: number;
  readonly yearGroup?: string | null;
  /** Oldest first, a term apart, the latest two weeks before `asOf`. */
  readonly results?: Readonly<Record<SubjectCode, readonly ResultSketch[]>>;
  /** From 95 to 105 in `standardised` over the year, active, but for what is given. */
  readonly targets?: Readonly<Record<SubjectCode, readonly Partial<TargetFact>[]>>;
  readonly trajectory?: Readonly<Record<SubjectCode, readonly TrajectorySketch[]>>;
  /** A small group at wave 2 that has ended with most of its time and a gain, of unknown cost, but for what is given. */
  readonly interventions?: readonly Partial<InterventionFact>[];
  readonly attendance?: AttendanceSketch | null;
  /** Completed years, or years and months. */
  readonly age?: number | AgeFact | null;
  /** A teaching group since the start of the year, but for what is given. */
  readonly groups?: readonly Partial<GroupFact>[];
  readonly plans?: Partial<PlansFact>;
  readonly sen?: SenProvision | Partial<SenFact> | null;
  /** What is left out is unknown, here and in what follows. */
  readonly disadvantage?: Partial<DisadvantageFact>;
  readonly lookedAfter?: Partial<LookedAfterFact>;
  readonly ethnicity?: EthnicityCode | null;
  readonly language?: Partial<LanguageFact>;
  readonly sex?: Sex | null;
}
