import type { EverSix } from './ever-six.js';

/** A school census day and what is known of the pupil on it. */
export class CensusAnswerView {
  /** @example '2025-10-02' */
  date!: string;
  /** autumn, spring or summer. @example 'autumn' */
  term!: string;
  /** Whether a spell of `fsmDisadvantage` holds the day: yes, no or unknown. @example 'yes' */
  disadvantaged!: string;
}

/** Whether a pupil counts as disadvantaged by free school meals in the last six years. Derived, never stored. */
export class EverSixView {
  pupilId!: string;
  schoolId!: string;
  /** @example '2026-01-09' */
  asOf!: string;
  /** yes, no or unknown: incomplete history is unknown, never no. @example 'yes' */
  everSix!: string;
  /**
   * recorded, neverRecorded, historyIncomplete, notOnRoll, outsideReceptionToYear11 or noFundingCensus.
   * @example 'recorded'
   */
  reason!: string;
  /** The autumn census that decides: the latest on or before `asOf`. @example '2025-10-02' */
  fundingCensus!: string | null;
  /** Those of the six years to it on which the pupil was in reception or above, oldest first. */
  censusDays!: CensusAnswerView[];
}

export function toEverSixView(
  pupil: { readonly id: string; readonly ownerId: string },
  asOf: string,
  everSix: EverSix,
): EverSixView {
  return { pupilId: pupil.id, schoolId: pupil.ownerId, asOf, ...everSix };
}
