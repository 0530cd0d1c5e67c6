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
    ],
    scope: 'recommendations:read',
    tell: (row) => ({ title: `Recommended: ${row.provisionType} (${row.status})`, detail: row }),
  }),
  timelineKind({
    kind: 'decision',
    entity: DecisionEntity,
    date: 'recordedAt',
    members: ['recommendationId', 'outcome', 'reason', 'staffId', 'reviewBy', 'interventionId'],
    scope: 'recommendations:read',
    tell: (row) => ({ title: `Decided: ${row.outcome}`, detail: row }),
  }),
];
