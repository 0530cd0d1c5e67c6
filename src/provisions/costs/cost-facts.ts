import type { FundingLine } from './funding.js';
import type { Rate } from './rate.js';

/** A provision as its costs are calculated. */
export interface CostedProvision {
  readonly id: string;
  readonly startDate: string;
  /** The last day. */
  readonly endDate: string;
  /** Over all its dates. */
  readonly plannedSessions: number;
  /** Of one planned session. */
  readonly sessionMinutes: number;
  readonly rate: Rate | null;
  /** Null: not known. */
  readonly fixedPence: number | null;
  /** What all resources cost. Null: not known. */
  readonly resourcesPence: number | null;
  readonly funding: readonly FundingLine[] | null;
}

/** A pupil's place from its first to its last day, both included: what is or was agreed. */
export interface CostedPlace {
  readonly interventionId: string;
  readonly pupilId: string;
  readonly start: string;
  readonly end: string;
}

/** A session of the group that was held. */
export interface HeldSession {
  readonly date: string;
  readonly minutes: number;
}

/** What the costs of a provision are calculated from. */
export interface CostFacts {
  readonly provision: CostedProvision;
  /** In the order of the interventions' ids: of equal remainders the odd penny goes to the first. */
  readonly places: readonly CostedPlace[];
  readonly sessions: readonly HeldSession[];
}
