/** One band of cost per pupil and year. */
export class CostBandView {
  /** @example 'moderate' */
  band!: string;
  /** @example 20001 */
  fromPence!: number;
  /** Null for the highest. @example 72000 */
  toPence!: number | null;
}

/** Bands of cost, with where they stand. */
export class CostBandsView {
  /** @example 'Education Endowment Foundation, Teaching and Learning Toolkit, about the Toolkits: cost' */
  source!: string;
  /** The day until which they stood there. @example '2021-09-01' */
  until!: string;
  bands!: CostBandView[];
}

/** What a school gets for a pupil in one financial year. */
export class PupilPremiumRateView {
  /** @example '2025-26' */
  financialYear!: string;
  /** R to Y6. @example 151500 */
  primaryPence!: number;
  /** Y7 to Y11. @example 107500 */
  secondaryPence!: number;
  /** Looked-after and previously looked-after. @example 263000 */
  lookedAfterPence!: number;
  /** Service pupil premium. @example 35000 */
  servicePence!: number;
}

/** Rates of pupil premium; empty for a year whose rates are not known. */
export class PupilPremiumRatesView {
  /** @example 'Department for Education, Pupil premium: overview' */
  source!: string;
  rates!: PupilPremiumRateView[];
}
