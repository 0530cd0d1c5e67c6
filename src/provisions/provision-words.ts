export {
  areasOfNeed as AREAS_OF_NEED,
  costBands as COST_BANDS,
  features as FEATURES,
  provisionCategories as PROVISION_CATEGORIES,
  waves as WAVES,
} from '@espalier/sdk/field';
export type { AreaOfNeed, Wave } from '@espalier/sdk/field';

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
