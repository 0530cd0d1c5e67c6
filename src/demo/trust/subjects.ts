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

const EARLY_AREAS = [
  'communication-and-language',
  'personal-social-emotional',
  'physical-development',
  'literacy',
  'mathematics',
  'understanding-the-world',
  'expressive-arts-and-design',
] as const;

/** The 17 early learning goals, each with the area in which a pupil can do what is asked. */
export const EARLY_LEARNING_GOALS: Readonly<Record<string, (typeof EARLY_AREAS)[number]>> = {
  'elg-listening-attention-understanding': 'communication-and-language',
  'elg-speaking': 'communication-and-language',
  'elg-self-regulation': 'personal-social-emotional',
  'elg-managing-self': 'personal-social-emotional',
  'elg-building-relationships': 'personal-social-emotional',
  'elg-gross-motor-skills': 'physical-development',
  'elg-fine-motor-skills': 'physical-development',
  'elg-comprehension': 'literacy',
  'elg-word-reading': 'literacy',
  'elg-writing': 'literacy',
  'elg-number': 'mathematics',
  'elg-numerical-patterns': 'mathematics',
  'elg-past-and-present': 'understanding-the-world',
  'elg-people-culture-communities': 'understanding-the-world',
  'elg-natural-world': 'understanding-the-world',
  'elg-creating-with-materials': 'expressive-arts-and-design',
  'elg-imaginative-and-expressive': 'expressive-arts-and-design',
};

const ORDER: readonly string[] = [
  ...new Set([...PRIMARY_SUBJECTS, ...SECONDARY_SUBJECTS, ...EARLY_AREAS, 'writing', 'phonics']),
];

/** A number of a subject's own, below 64. */
export function subjectNumber(subject: string): number {
  return ORDER.indexOf(subject);
}
