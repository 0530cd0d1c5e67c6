import { daysBetween } from '../../common/dates.js';

/**
 * How a set's targets follow from baselines: `points` more for everybody, `points-per-year` pro rata to the due date,
 * or what the framework expects of pupils in a year.
 */
export const CHALLENGE_RULES = ['points', 'points-per-year', 'expected-progress'] as const;
export type ChallengeRule = (typeof CHALLENGE_RULES)[number];

/** What a draft needs of its framework. */
export interface DraftScale {
  readonly min: number;
  readonly max: number;
  readonly step: number | null;
  readonly grades: readonly { readonly points: number }[] | null;
  readonly direction: 1 | -1;
}

export interface DraftBaseline {
  readonly date: string;
  readonly points: number;
}

/**
 * Progress expected in a year, in points. National Curriculum levels: two levels (12 points) over the four years of
 * key stage 2. Standardised scores are norm-referenced: who keeps the score has made the progress of their age.
 */
const EXPECTED_PROGRESS: Readonly<Record<string, number>> = { 'nc-levels-2008': 3, standardised: 0 };

/** Points a year that pupils are expected to gain in a framework; null where nothing is expected. */
export function expectedProgress(frameworkKey: string): number | null {
  return EXPECTED_PROGRESS[frameworkKey] ?? null;
}

const DAYS_OF_A_YEAR = 365;

/**
 * The target that a rule drafts: the baseline and what is added to it, at the nearest value of the scale, of two as
 * near the more ambitious one; never beyond the scale.
 *
 * @param points of the rule: in all, or a year
 */
export function draftTarget(
  scale: DraftScale,
  baseline: DraftBaseline,
  due: string,
  rule: ChallengeRule,
  points: number,
): number {
  const years = rule === 'points' ? 1 : daysBetween(baseline.date, due) / DAYS_OF_A_YEAR;
  return nearestValue(scale, baseline.points + scale.direction * points * years);
}

/** The value of a scale that is nearest to some points, of two as near the more ambitious one. */
export function nearestValue({ min, max, step, grades, direction }: DraftScale, wanted: number): number {
  const within = Math.min(max, Math.max(min, wanted));
  if (grades) {
    return grades
      .map((it) => it.points)
      .reduce((best, it) => {
        const nearer = Math.abs(best - within) - Math.abs(it - within);
        return nearer > EPSILON || (nearer > -EPSILON && direction * (it - best) > 0) ? it : best;
      });
  }
  if (step === null) return within;
  // Rounding up at a half is rounding to the better value where higher is better; where lower is, the other way.
  const steps = (within - min) / step;
  const whole = direction === 1 ? Math.floor(steps + 0.5 + EPSILON) : Math.ceil(steps - 0.5 - EPSILON);
  return Math.min(max, Math.max(min, Number((min + whole * step).toFixed(9))));
}

/** Values that differ by less do so by rounding only. */
const EPSILON = 1e-9;
