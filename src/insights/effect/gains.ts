import { type Interval, tIntervalOf } from '../statistics/t-interval.js';
import { sampleOf } from '../statistics/sample.js';

/** A pupil's time in a kind of provision, measured in one framework. */
export interface MeasuredPlace {
  /** −1 where lower is better. */
  readonly direction: 1 | -1;
  readonly entry: number;
  /** Null: not measured at the end. */
  readonly exit: number | null;
  /** What the pupil's target expected between the two dates, in points; null where there was no target. */
  readonly expectedChange: number | null;
  /** Minutes received over minutes planned; null where sessions or plan are not known. */
  readonly dosage: number | null;
  /** Null where nothing of the cost is known. */
  readonly costPence: number | null;
}

/** Places with half of their dosage or more, with less, and those of which it is not known. */
export const DOSAGES = ['half-or-more', 'under-half', 'unknown'] as const;
export type DosageGroup = (typeof DOSAGES)[number];

/** Under this share of its dosage a place is counted apart (definitions, Provision effect). */
const HALF = 0.5;

export interface Gains {
  readonly dosage: DosageGroup;
  readonly places: number;
  /** Those with an exit measure and a target. */
  readonly n: number;
  readonly mean: number | null;
  readonly interval: Interval | null;
  readonly noExit: number;
  readonly noTarget: number;
  readonly meanCostPence: number | null;
  /** Null where the mean gain is not above 0, or nothing of the cost is known. */
  readonly costPerPointPence: number | null;
}

/** How much more a pupil gained than the target expected; null without an exit measure or a target. */
export function gainOf({ direction, entry, exit, expectedChange }: MeasuredPlace): number | null {
  return exit === null || expectedChange === null
    ? null
    : direction * (exit - entry) - direction * expectedChange;
}

export function dosageGroupOf({ dosage }: Pick<MeasuredPlace, 'dosage'>): DosageGroup {
  if (dosage === null) return 'unknown';
  return dosage < HALF ? 'under-half' : 'half-or-more';
}

/** Gains over what was expected, by how much of the dosage was received. No claim of cause is in them. */
export function gainsOf(places: readonly MeasuredPlace[]): Gains[] {
  return DOSAGES.map((dosage) => {
    const own = places.filter((it) => dosageGroupOf(it) === dosage);
    const measured = own.filter((it) => gainOf(it) !== null);
    const sample = sampleOf(measured.map((it) => gainOf(it)!));
    const costs = measured.flatMap((it) => (it.costPence === null ? [] : [it.costPence]));
    const cost = sampleOf(costs).mean;
    const { n, mean } = sample;
    return {
      dosage,
      places: own.length,
      n,
      mean,
      interval: tIntervalOf(sample),
      noExit: own.filter((it) => it.exit === null).length,
      noTarget: own.filter((it) => it.exit !== null && it.expectedChange === null).length,
      meanCostPence: cost,
      // Of pupils of whom the cost is known in part, the mean would be of others than the gain's.
      costPerPointPence: cost === null || mean === null || mean <= 0 || costs.length < n ? null : cost / mean,
    };
  });
}
