/** What a contact is to the pupil. */
export const RELATIONSHIPS = [
  'mother',
  'father',
  'parent',
  'step-parent',
  'adoptive-parent',
  'special-guardian',
  'foster-carer',
  'carer',
  'grandparent',
  'sibling',
  'other-relative',
  'childminder',
  'social-worker',
  'residential-worker',
  'doctor',
  'family-friend',
  'other',
] as const;

export type Relationship = (typeof RELATIONSHIPS)[number];
