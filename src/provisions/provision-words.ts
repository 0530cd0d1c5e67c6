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

/** The broad areas of need (SEND code of practice 2015, 6.28 to 6.35); semh: social, emotional and mental health. */
export const AREAS_OF_NEED = [
  'cognition-and-learning',
  'communication-and-interaction',
  'semh',
  'sensory-and-physical',
] as const;

export type AreaOfNeed = (typeof AREAS_OF_NEED)[number];

/** As what somebody delivers a provision. */
export const PROVISION_STAFF_ROLES = [
  'teacher',
  'teaching-assistant',
  'tutor',
  'specialist',
  'mentor',
  'volunteer',
] as const;

/** Where money comes from: the grants and parts of a school's budget that pay for provision. */
export const FUNDING_KINDS = ['pupil-premium', 'notional-sen', 'top-up', 'general', 'other'] as const;
