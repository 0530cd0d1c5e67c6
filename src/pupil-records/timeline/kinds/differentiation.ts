import { DifferentiationDecisionEntity } from '../../../evaluation/differentiation/differentiation-decision.entity.js';
import { DifferentiationEntity } from '../../../evaluation/differentiation/differentiation.entity.js';
import { timelineKind } from '../timeline-kind.js';

/**
 * When policies proposed how to teach the pupil, on the date as of which they saw the pupil, and what people decided.
 * What policies that read sensitive inputs proposed, and what was decided on it, is told with `sensitive:read` alone.
 */
export const DIFFERENTIATION_KINDS = [
  timelineKind({
    kind: 'differentiation',
    entity: DifferentiationEntity,
    date: 'asOf',
    members: ['differentiationRoundId', 'groupId', 'subject', 'status', 'contradictory', 'onSensitiveInputs'],
    where: "outcome = 'differentiate'",
    scope: 'recommendations:read',
    sensitive: 'by-row',
    tell: (
      { onSensitiveInputs: sensitive, status, contradictory: conflict, ...row },
      { seesSensitive, words },
    ) => ({
      title: `How to teach the pupil in ${words.subject(row.subject)} was proposed`,
      detail: sensitive && !seesSensitive ? { ...row, sensitive } : { ...row, sensitive, status, conflict },
    }),
  }),
  timelineKind({
    kind: 'differentiation-decision',
    entity: DifferentiationDecisionEntity,
    date: 'decidedAt',
    members: [
      'differentiationId',
      'groupId',
      'subject',
      'outcome',
      'tier',
      'strategies',
      'scaffolds',
      'reviewBy',
      'reason',
      'staffId',
      'endedAt',
      'onSensitiveInputs',
    ],
    scope: 'recommendations:read',
    sensitive: 'by-row',
    tell: (
      { onSensitiveInputs: sensitive, outcome, tier, strategies, scaffolds, reason, ...row },
      { seesSensitive, words },
    ) => ({
      title: `How to teach the pupil in ${words.subject(row.subject)} was decided`,
      detail:
        sensitive && !seesSensitive
          ? { ...row, sensitive }
          : { ...row, sensitive, outcome, tier, strategies, scaffolds, reason },
    }),
  }),
];
