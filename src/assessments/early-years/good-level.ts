/** The framework in which the early learning goals are assessed: 1 emerging, 2 expected. */
export const GOALS_FRAMEWORK = { key: 'eyfs-elg', version: 1 } as const;
const EMERGING = 1;

/**
 * The twelve early learning goals of a good level of development, by their subjects: those of communication and
 * language, personal, social and emotional development, physical development, literacy and mathematics.
 * Source: DfE, "Early years foundation stage profile handbook".
 */
export const GOOD_LEVEL_GOALS = [
  ...['elg-listening-attention-understanding', 'elg-speaking'],
  ...['elg-self-regulation', 'elg-managing-self', 'elg-building-relationships'],
  ...['elg-gross-motor-skills', 'elg-fine-motor-skills'],
  ...['elg-comprehension', 'elg-word-reading', 'elg-writing'],
  ...['elg-number', 'elg-numerical-patterns'],
] as const;

/** What an early learning goal was assessed as; null where no assessment counts. */
export type GoalPoints = number | null;

/** A good level of development, and what it rests on. */
export interface GoodLevel {
  /** Null where it is unknown. */
  readonly reached: boolean | null;
  readonly goals: readonly { readonly subject: string; readonly points: GoalPoints }[];
  /** Of the twelve. */
  readonly expected: number;
  readonly emerging: number;
  readonly missing: number;
}

/** An assessment of one goal. */
export interface GoalAssessment {
  readonly id: string;
  readonly subject: string;
  readonly date: string;
  readonly points: GoalPoints;
}

/**
 * Whether all twelve goals are at the expected level, by the newest assessment of each. One that is emerging
 * decides it; else one that is missing leaves it unknown.
 */
export function goodLevelOf(assessments: readonly GoalAssessment[]): GoodLevel {
  const newest = new Map<string, GoalAssessment>();
  for (const it of assessments) {
    const other = newest.get(it.subject);
    const newer = !other || it.date > other.date || (it.date === other.date && it.id > other.id);
    if (it.points !== null && newer) newest.set(it.subject, it);
  }
  const goals = GOOD_LEVEL_GOALS.map((subject) => ({ subject, points: newest.get(subject)?.points ?? null }));
  const missing = goals.filter((it) => it.points === null).length;
  const emerging = goals.filter((it) => it.points === EMERGING).length;
  const expected = goals.length - missing - emerging;
  return { reached: emerging > 0 ? false : missing > 0 ? null : true, goals, expected, emerging, missing };
}
