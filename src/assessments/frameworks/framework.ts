import type { Grade, NcYear } from '@espalier/sdk/field';

export { ncYears as NC_YEARS } from '@espalier/sdk/field';
export type { Grade, NcYear };

/** One version of a way to record attainment. Results that use it are read, judged and plotted in points. */
export interface Framework {
  key: string;
  version: number;
  title: string;
  kind: 'numeric' | 'graded';
  /** Lowest and highest points. */
  min: number;
  max: number;
  /** Numeric: values are min, min + step, … Null for graded frameworks, which have their grades only. */
  step: number | null;
  /** Graded: from the lowest to the highest. Null for numeric frameworks, where a value is its points. */
  grades: readonly Grade[] | null;
  /** −1 where a lower value is better. */
  direction: 1 | -1;
  /** In points; null where none is set. */
  tolerance: number | null;
  /** A check taken once, without a trajectory. */
  oneOff: boolean;
  /** Age-related expectation in points by NC year; a year that is not named has none. */
  expectations: Readonly<Partial<Record<NcYear, number>>>;
  /** In points, in the years that have an expectation. */
  higherStandard: number | null;
}

/**
 * Why a result has no value. The letters of other systems (A, L, F, P and similar) stand for such outcomes
 * and are never grades.
 */
export const OUTCOMES = [
  'absent',
  'disapplied',
  'not-assessed',
  'below-the-test',
  'newly-arrived',
  'left',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
