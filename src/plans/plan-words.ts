/** A plan for any pupil; for a pupil with SEN support; an education, health and care plan of the local authority. */
export const PLAN_KINDS = ['support', 'send-support', 'ehc'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

/** A draft is being assessed and planned; an open one is done; a reviewed one waits for its next cycle or its end. */
export const PLAN_STATUSES = ['draft', 'open', 'reviewed', 'closed'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** How far an outcome was reached, as a review says. */
export const OUTCOME_RESULTS = ['exceeded', 'met', 'partly', 'not'] as const;
export type OutcomeResult = (typeof OUTCOME_RESULTS)[number];

/** A review in the course of a cycle, or the one that ends it: for an EHC plan the annual review. */
export const REVIEW_PURPOSES = ['interim', 'end-of-cycle'] as const;
export type ReviewPurpose = (typeof REVIEW_PURPOSES)[number];

/** Who takes part in a review. */
export const PARTICIPANT_ROLES = [
  'pupil',
  'parent',
  'staff',
  'local-authority',
  'health',
  'social-care',
  'specialist',
  'other',
] as const;
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

/** What an annual review asks the local authority to do with an EHC plan (SEND Regulations 2014, regulation 20). */
export const EHC_RECOMMENDATIONS = ['maintain', 'amend', 'cease'] as const;
export type EhcRecommendation = (typeof EHC_RECOMMENDATIONS)[number];

/** Whose views a contribution holds. */
export const CONTRIBUTION_AUTHORS = ['pupil', 'parent'] as const;
export type ContributionAuthor = (typeof CONTRIBUTION_AUTHORS)[number];
