/** What a school gets for a pupil in a financial year (April to March). */
export interface PupilPremiumRate {
  /** As in `2025-26`. */
  readonly financialYear: string;
  /** R to Y6, Ever-6. */
  readonly primaryPence: number;
  /** Y7 to Y11, Ever-6. */
  readonly secondaryPence: number;
  /** Looked-after and previously looked-after. */
  readonly lookedAfterPence: number;
  /** Service pupil premium. */
  readonly servicePence: number;
}

/**
 * Department for Education, "Pupil premium: allocations and conditions of grant" of each financial year, and "Pupil
 * premium: overview" ("Funding rates"). A rate belongs to its year; that of a year that is not here is not known, and no
 * other year's is taken for it.
 */
export const PUPIL_PREMIUM_RATES: readonly PupilPremiumRate[] = [
  rate('2021-22', 1345, 955, 2345, 310),
  rate('2022-23', 1385, 985, 2410, 320),
  rate('2023-24', 1455, 1035, 2530, 335),
  rate('2024-25', 1480, 1050, 2570, 340),
  rate('2025-26', 1515, 1075, 2630, 350),
];

/** The rates of a financial year; null where they are not known. */
export function pupilPremiumRates(financialYear: string): PupilPremiumRate | null {
  return PUPIL_PREMIUM_RATES.find((it) => it.financialYear === financialYear) ?? null;
}

function rate(
  financialYear: string,
  primary: number,
  secondary: number,
  lookedAfter: number,
  service: number,
): PupilPremiumRate {
  return {
    financialYear,
    primaryPence: primary * 100,
    secondaryPence: secondary * 100,
    lookedAfterPence: lookedAfter * 100,
    servicePence: service * 100,
  };
}
