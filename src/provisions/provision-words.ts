/** The waves: universal, targeted, specialist. */
export const WAVES = [1, 2, 3] as const;

export type Wave = (typeof WAVES)[number];

/** Where support is given (DCSF, "Personalised learning": the kinds of support that it names, and the classroom). */
export const PROVISION_CATEGORIES = [
  'classroom',
  'additional-learning-support',
  'extended-opportunity',
  'wider-services',
] as const;

/** The nine features of personalised learning (DCSF, "Personalised learning: a practical guide", 2008). */
export const FEATURES = [
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

/** Cost per pupil and year: under £80, to £200, to £720, to £1,200, above (Education Endowment Foundation). */
export const COST_BANDS = ['very-low', 'low', 'moderate', 'high', 'very-high'] as const;
