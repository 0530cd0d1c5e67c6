import { SeededRandom, mixed } from '../seeded-random.js';
import { SPREAD } from './parameters.js';
import type { Ability } from './person.js';

/** What a pupil can do on a day, in standard deviations: 0 is the mean of all. */
export function standingAt({ standing, slip }: Ability, yearsSinceReception: number): number {
  return standing + slip.by * Math.min(1, Math.max(0, yearsSinceReception - slip.from));
}

/** One sitting's chance: the same for the same pupil, subject and day, whoever tells of it. */
export function sittingOf(seed: number, subject: number, day: number): number {
  return new SeededRandom(mixed(seed ^ Math.imul(day * 64 + subject, 0x9e3779b1))).normal(0, SPREAD.sitting);
}

/** How a score comes from a standing: a mean and what a standard deviation is worth, within limits. */
export interface Scale {
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
}

/** Mean 100 and standard deviation 15 by the making of the tests. */
export const STANDARDISED: Scale = { mean: 100, sd: 15, min: 70, max: 140 };

/** Scaled scores of key stage 2: about 72 to 75 % at 100 or more (Key stage 2 attainment, 2023/24). */
export const KS2_SCALED: Scale = { mean: 104, sd: 7.4, min: 80, max: 120 };

/** About 80 % at 32 or more in Year 1 (Phonics screening check attainment, 2023/24). */
export const PHONICS: Scale = { mean: 36, sd: 5.5, min: 0, max: 40 };

/** Mean 20.6 of 25 (Multiplication tables check attainment, 2023/24). */
export const TABLES: Scale = { mean: 21, sd: 5, min: 0, max: 25 };

/** About two in three entries at grade 4 or better, mean grade about 4.7 (GCSE results, England, 2024). */
export const GCSE: Scale = { mean: 4.7, sd: 1.9, min: 0, max: 9 };

/** What a teacher's working-at grade lies below the final one, for each year that is left. */
const GRADE_A_YEAR = 0.55;

/** A whole number on a scale. */
export function scoreOn({ mean, sd, min, max }: Scale, standing: number): number {
  return Math.min(max, Math.max(min, Math.round(mean + sd * standing)));
}

/** The grade that a pupil is working at, in points, so many years before the examination. */
export function workingAt(standing: number, yearsLeft: number): number {
  return scoreOn({ ...GCSE, mean: GCSE.mean - GRADE_A_YEAR * yearsLeft }, standing);
}

/**
 * Whether an early learning goal is reached: 67.7 % reach all twelve that make a good level of development (Early
 * years foundation stage profile results, 2023/24).
 */
export function reachesGoal(standing: number, chance: number): boolean {
  return standing + chance > -1.53;
}

/** Teacher assessment of writing at the end of key stage 2: 72 % at the standard, 13 % of all at greater depth (2024). */
export function writingGrade(standing: number): string {
  if (standing > 1.12) return 'GDS';
  if (standing > -0.58) return 'EXS';
  if (standing > -1.7) return 'WTS';
  return `PK${Math.max(1, Math.min(6, Math.round(6 + (standing + 1.7) * 4)))}`;
}

/** Teacher assessment of science: 81 % at the standard (2024). */
export function scienceGrade(standing: number): string {
  return standing > -0.88 ? 'EXS' : 'HNM';
}

/** Below the tests of key stage 2 the teacher's pre-key-stage standard stands instead of a score; null above. */
export function belowTheTest(standing: number): string | null {
  return standing > -2 ? null : `PK${Math.max(1, Math.min(6, Math.round(6 + (standing + 2) * 4)))}`;
}
