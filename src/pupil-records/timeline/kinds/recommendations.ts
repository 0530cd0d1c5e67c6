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
      'sensitive',
    ],
    scope: 'recommendations:read',
    sensitive: 'by-row',
    tell: ({ rule, reason, ...row }, sees) => ({
      title: `Recommended: ${row.provisionType} (${row.status})`,
      detail: row.sensitive && !sees ? row : { ...row, rule, reason },
    }),
  }),
  timelineKind({
    kind: 'decision',
    entity: DecisionEntity,
    date: 'recordedAt',
    members: ['recommendationId', 'outcome', 'reason', 'staffId', 'reviewBy', 'interventionId', 'sensitive'],
    scope: 'recommendations:read',
    sensitive: 'by-row',
    tell: ({ reason, ...row }, sees) => ({
      title: `Decided: ${row.outcome}`,
      detail: row.sensitive && !sees ? row : { ...row, reason },
    }),
  }),
];
