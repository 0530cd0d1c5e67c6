/** Services outside the school that a pupil is referred to. */
export const REFERRAL_SERVICES = [
  'educational-psychology',
  'speech-and-language',
  'camhs',
  'occupational-therapy',
  'physiotherapy',
  'paediatrics',
  'social-care',
  'early-help',
  'school-nursing',
  'sensory-service',
  'other',
] as const;
export type ReferralService = (typeof REFERRAL_SERVICES)[number];

/** draft → sent → accepted → active → closed; a service may decline what was sent. */
export const REFERRAL_STATUSES = ['draft', 'sent', 'accepted', 'declined', 'active', 'closed'] as const;
export type ReferralStatus = (typeof REFERRAL_STATUSES)[number];

/**
 * Who may consent: a parent or carer with parental responsibility, a pupil who is 16 or competent to decide, or the
 * local authority for a child in its care.
 */
export const CONSENT_GIVERS = ['parent', 'pupil', 'local-authority'] as const;
export type ConsentGiver = (typeof CONSENT_GIVERS)[number];
