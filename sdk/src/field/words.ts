/** National Curriculum years of the Common Basic Data Set; X for a pupil who does not follow it. @since 0.1.0 */
export const ncYears = [
  ...['E1', 'E2', 'N1', 'N2', 'R'],
  ...['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', 'X'],
] as const;

/** @since 0.1.0 */
export type NcYear = (typeof ncYears)[number];

/** The waves: universal, targeted, specialist. @since 0.1.0 */
export const waves = [1, 2, 3] as const;

/** @since 0.1.0 */
export type Wave = (typeof waves)[number];

/**
 * Where support is given.
 * Source: DCSF, "Personalised learning: a practical guide" (2008): the kinds of support that it names, and the
 * classroom.
 * @since 0.1.0
 */
export const provisionCategories = [
  'classroom',
  'additional-learning-support',
  'extended-opportunity',
  'wider-services',
] as const;

/**
 * The nine features of personalised learning.
 * Source: DCSF, "Personalised learning: a practical guide" (2008), its nine features.
 * @since 0.1.0
 */
export const features = [
  'teaching-and-learning',
  'target-setting-and-tracking',
  'focused-assessment',
  'intervention',
  'pupil-grouping',
  'learning-environment',
  'curriculum-organisation',
  'extended-curriculum',
  'wider-needs',
] as const;

/**
 * Cost per pupil and year: under £80, to £200, to £720, to £1,200, above.
 * Source: Education Endowment Foundation, its Teaching and Learning Toolkit.
 * @since 0.1.0
 */
export const costBands = ['very-low', 'low', 'moderate', 'high', 'very-high'] as const;

/**
 * The broad areas of need; `semh` is social, emotional and mental health.
 * Source: SEND code of practice (2015), 6.28 to 6.35.
 * @since 0.1.0
 */
export const areasOfNeed = [
  'cognition-and-learning',
  'communication-and-interaction',
  'semh',
  'sensory-and-physical',
] as const;

/** @since 0.1.0 */
export type AreaOfNeed = (typeof areasOfNeed)[number];
