import { DecisionEntity } from '../../../evaluation/recommendations/decision.entity.js';
import { RecommendationEntity } from '../../../evaluation/recommendations/recommendation.entity.js';
import type { SchoolWords } from '../../words/school-words.js';
import { timelineKind } from '../timeline-kind.js';

const STANDS = {
  open: 'waits for a decision',
  accepted: 'accepted',
  dismissed: 'dismissed',
  resolved: 'no longer recommended',
  withdrawn: 'withdrawn',
} as const;

const DECIDED = {
  accept: 'Recommendation accepted',
  amend: 'Recommendation accepted with changes',
  dismiss: 'Recommendation dismissed',
} as const;

const inSubject = (subject: string | null, words: SchoolWords) =>
  subject === null ? '' : ` in ${words.subject(subject)}`;

/** What policies recommended, on the date as of which they last saw the pupil, and what people decided. */
export const RECOMMENDATION_KINDS = [
  timelineKind({
    kind: 'recommendation',
    entity: RecommendationEntity,
    date: 'asOf',
    members: [
      'plugin',
      'policyId',
      'rule',
      'subject',
      'status',
      'wave',
      'provisionType',
      'urgent',
      'reason',
      'reviewBy',
      'onSensitiveInputs',
    ],
    scope: 'recommendations:read',
    sensitive: 'by-row',
    tell: ({ onSensitiveInputs: sensitive, rule, reason, ...row }, { seesSensitive, words }) => ({
      title: `Recommended: ${words.provisionType(row.provisionType)}${inSubject(row.subject, words)} (${STANDS[row.status]})`,
      detail: sensitive && !seesSensitive ? { ...row, sensitive } : { ...row, sensitive, rule, reason },
    }),
  }),
  timelineKind({
    kind: 'decision',
    entity: DecisionEntity,
    date: 'recordedAt',
    members: [
      'recommendationId',
      'outcome',
      'reason',
      'staffId',
      'reviewBy',
      'interventionId',
      'onSensitiveInputs',
    ],
    scope: 'recommendations:read',
    sensitive: 'by-row',
    tell: ({ onSensitiveInputs: sensitive, reason, ...row }, { seesSensitive }) => ({
      title: DECIDED[row.outcome],
      detail: sensitive && !seesSensitive ? { ...row, sensitive } : { ...row, sensitive, reason },
    }),
  }),
];
