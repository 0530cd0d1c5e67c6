/** What the primaries assess each term, by standardised tests of reading, grammar and mathematics. */
export const PRIMARY_SUBJECTS = ['reading', 'mathematics', 'spag'] as const;

/** What the secondaries assess each term, in the grades of the examination at the end. */
export const SECONDARY_SUBJECTS = [
  'english',
  'mathematics',
  'science',
  'history',
  'geography',
  'french',
  'religious-education',
  'computing',
  'art-and-design',
] as const;

/** The areas of the early learning goals, each with how many of the 17 it has; the first five make a good level. */
export const GOAL_AREAS = {
  'communication-and-language': 2,
  'personal-social-emotional': 3,
  'physical-development': 2,
  literacy: 3,
  mathematics: 2,
  'understanding-the-world': 3,
  'expressive-arts-and-design': 2,
} as const;

const ORDER: readonly string[] = [
  ...new Set([...PRIMARY_SUBJECTS, ...SECONDARY_SUBJECTS, ...Object.keys(GOAL_AREAS), 'writing', 'phonics']),
];

/** A number of a subject's own, below 64. */
export function subjectNumber(subject: string): number {
  return ORDER.indexOf(subject);
}
