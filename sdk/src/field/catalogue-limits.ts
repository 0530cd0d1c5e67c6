/** What an assessment framework and a provision type can hold at most, whoever describes them. @since 0.1.0 */
export const catalogueLimits = {
  /** Characters of a key. */
  key: 60,
  /** Characters of a title. */
  title: 120,
  /** Grades of a framework. */
  grades: 100,
  /** Characters of a grade. */
  grade: 20,
  /** Characters of the criteria of entry and of exit, each. */
  criteria: 500,
  /** Characters of where evidence was read. */
  evidenceSource: 300,
  /** From and to, of a dosage. */
  weeks: [1, 60],
  sessionsPerWeek: [1, 25],
  /** Of one session. */
  minutes: [1, 480],
  /** Pupils in a group. */
  groupSize: [1, 400],
} as const;
