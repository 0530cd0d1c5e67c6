/** Fewer gains than these tell nothing that an order of need may rest on; so for effect sizes (definitions). */
export const LEAST_GAINS = 10;

/** Under this share of its dosage a place says nothing of its kind (definitions, Provision effect). */
const LEAST_DOSAGE = 0.5;

/** A place that was measured at both ends in one framework. */
export interface MeasuredGain {
  /** −1 where lower is better. */
  readonly direction: 1 | -1;
  /** Of the framework; null where it has none. */
  readonly tolerance: number | null;
  readonly entry: number;
  readonly exit: number;
  /** What the pupil's target expected between the two dates; null where there was no target. */
  readonly expectedChange: number | null;
  /** Minutes received ÷ minutes planned; null where it is not known. */
  readonly dosage: number | null;
}

/**
 * Mean of what pupils gained beyond what their targets expected (definitions, Provision effect), in tolerances of their
 * frameworks, so that it can be compared between these; null for fewer than `LEAST_GAINS`. No claim of cause.
 */
export function meanGain(places: readonly MeasuredGain[]): number | null {
  const gains = places.flatMap(({ direction, tolerance, entry, exit, expectedChange, dosage }) => {
    if (tolerance === null || tolerance <= 0 || expectedChange === null) return [];
    if (dosage !== null && dosage < LEAST_DOSAGE) return [];
    return [(direction * (exit - entry - expectedChange)) / tolerance];
  });
  if (gains.length < LEAST_GAINS) return null;
  return gains.reduce((sum, it) => sum + it, 0) / gains.length;
}
