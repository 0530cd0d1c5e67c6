import { DecisionEntity } from '../../../evaluation/recommendations/decision.entity.js';
import { RecommendationEntity } from '../../../evaluation/recommendations/recommendation.entity.js';
import { timelineKind } from '../timeline-kind.js';

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
    tell: ({ onSensitiveInputs: sensitive, rule, reason, ...row }, sees) => ({
      title: `Recommended: ${row.provisionType} (${row.status})`,
      detail: sensitive && !sees ? { ...row, sensitive } : { ...row, sensitive, rule, reason },
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
    tell: ({ onSensitiveInputs: sensitive, reason, ...row }, sees) => ({
      title: `Decided: ${row.outcome}`,
      detail: sensitive && !sees ? { ...row, sensitive } : { ...row, sensitive, reason },
    }),
  }),
];
