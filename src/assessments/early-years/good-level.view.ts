import type { GoodLevel } from './good-level.js';

/** What one of the twelve goals was assessed as. */
export class GoalView {
  /** A subject's code. @example 'elg-speaking' */
  subject!: string;
  /** 1 emerging, 2 expected; null where it is not assessed. @example 2 */
  points!: number | null;
}

/** Whether a pupil has a good level of development. Derived, never stored. */
export class GoodLevelView {
  pupilId!: string;
  schoolId!: string;
  /** Assessments after it change nothing. @example '2026-07-17' */
  asOf!: string;
  /** Null where none of the twelve is emerging and one or more is missing. @example true */
  goodLevelOfDevelopment!: boolean | null;
  /** How many of the twelve are at the expected level. @example 12 */
  expected!: number;
  /** @example 0 */
  emerging!: number;
  /** @example 0 */
  missing!: number;
  /** The twelve goals. */
  goals!: GoalView[];
}

export function toGoodLevelView(
  pupil: { readonly id: string; readonly ownerId: string },
  asOf: string,
  { reached, goals, ...counts }: GoodLevel,
): GoodLevelView {
  const { id: pupilId, ownerId: schoolId } = pupil;
  return { pupilId, schoolId, asOf, goodLevelOfDevelopment: reached, ...counts, goals: [...goals] };
}
