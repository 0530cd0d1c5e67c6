import type { TimelineKind } from '../timeline-kind.js';
import { ASSESSMENT_KINDS } from './assessments.js';
import { DIFFERENTIATION_KINDS } from './differentiation.js';
import { GROUP_KINDS } from './groups.js';
import { INTERVENTION_KINDS } from './interventions.js';
import { PLAN_KINDS } from './plans.js';
import { PUPIL_KINDS } from './pupils.js';
import { RECOMMENDATION_KINDS } from './recommendations.js';
import { REFERRAL_KINDS } from './referrals.js';
import { TARGET_KINDS } from './targets.js';

/** Every kind of entry. A fact about pupils that has none here needs a reason in `kinds.spec.ts`. */
export const TIMELINE_KINDS: readonly TimelineKind[] = [
  ...PUPIL_KINDS,
  ...GROUP_KINDS,
  ...ASSESSMENT_KINDS,
  ...TARGET_KINDS,
  ...INTERVENTION_KINDS,
  ...PLAN_KINDS,
  ...REFERRAL_KINDS,
  ...RECOMMENDATION_KINDS,
  ...DIFFERENTIATION_KINDS,
];
