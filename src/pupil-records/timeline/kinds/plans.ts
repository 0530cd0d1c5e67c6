import { PlanContributionEntity } from '../../../plans/contributions/plan-contribution.entity.js';
import { PlanOutcomeEntity } from '../../../plans/outcomes/plan-outcome.entity.js';
import { PlanEntity } from '../../../plans/plan.entity.js';
import { PlanReviewEntity } from '../../../plans/reviews/plan-review.entity.js';
import { timelineKind } from '../timeline-kind.js';

const plan = {
  entity: PlanEntity,
  members: ['kind', 'cycle', 'status', 'startDate', 'reviewDue', 'reviewedOn', 'endDate', 'closedReason'],
  scope: 'plans:read',
  sensitive: true,
} as const;

const outcome = {
  entity: PlanOutcomeEntity,
  members: ['planId', 'outcome', 'measure', 'baseline', 'target', 'byDate', 'result', 'achieved'],
  scope: 'plans:read',
  sensitive: true,
} as const;

/** Plans with their reviews, outcomes and the views of pupil and parent. */
export const PLAN_KINDS = [
  timelineKind({
    ...plan,
    kind: 'plan',
    date: 'startDate',
    tell: (row) => ({ title: `Cycle ${row.cycle} of the ${row.kind} plan begins`, detail: row }),
  }),
  timelineKind({
    ...plan,
    kind: 'plan-review-due',
    date: 'reviewDue',
    where: "status = 'open'",
    tell: (row) => ({ title: `Review of the ${row.kind} plan due`, detail: row }),
  }),
  timelineKind({
    ...plan,
    kind: 'plan-end',
    date: 'endDate',
    tell: (row) => ({ title: `The ${row.kind} plan is closed`, detail: row }),
  }),
  timelineKind({
    kind: 'plan-review',
    entity: PlanReviewEntity,
    date: 'meetingDate',
    members: ['planId', 'purpose', 'summary', 'outcomes', 'recommendation', 'signedByStaffId', 'signedAt'],
    scope: 'plans:read',
    sensitive: true,
    tell: (row) => ({ title: `Review meeting${row.signedAt === null ? '' : ', signed'}`, detail: row }),
  }),
  timelineKind({
    ...outcome,
    kind: 'plan-outcome-due',
    date: 'byDate',
    tell: (row) => ({ title: `Outcome due: ${row.outcome}`, detail: row }),
  }),
  timelineKind({
    ...outcome,
    kind: 'plan-outcome-result',
    date: 'resultOn',
    tell: (row) => ({ title: `Outcome ${row.result ?? 'reviewed'}: ${row.outcome}`, detail: row }),
  }),
  timelineKind({
    kind: 'plan-contribution',
    entity: PlanContributionEntity,
    date: 'date',
    members: ['planId', 'author', 'authorName', 'views'],
    scope: 'plans:read',
    sensitive: true,
    tell: (row) => ({ title: `Views of the ${row.author}`, detail: row }),
  }),
];
