import { PlanContributionEntity } from '../../../plans/contributions/plan-contribution.entity.js';
import { PlanOutcomeEntity } from '../../../plans/outcomes/plan-outcome.entity.js';
import { PlanEntity } from '../../../plans/plan.entity.js';
import { PlanReviewEntity } from '../../../plans/reviews/plan-review.entity.js';
import { capitalised, meaningOf } from '../../words/code-words.js';
import { timelineKind } from '../timeline-kind.js';

/** “SEN support plan”, “education, health and care plan”. */
const called = ({ kind }: { kind: string }) => meaningOf('plans', 'kind', kind) ?? kind;

const reached = (result: string | null) =>
  result === null ? 'reviewed' : (meaningOf('plan-outcomes', 'result', result) ?? result);

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
    tell: (row) => ({ title: `${capitalised(called(row))} begins (cycle ${row.cycle})`, detail: row }),
  }),
  timelineKind({
    ...plan,
    kind: 'plan-review-due',
    date: 'reviewDue',
    where: "status = 'open'",
    tell: (row) => ({ title: `Review of the ${called(row)} is due`, detail: row }),
  }),
  timelineKind({
    ...plan,
    kind: 'plan-end',
    date: 'endDate',
    tell: (row) => ({ title: `${capitalised(called(row))} is closed (cycle ${row.cycle})`, detail: row }),
  }),
  timelineKind({
    kind: 'plan-review',
    entity: PlanReviewEntity,
    date: 'meetingDate',
    members: ['planId', 'purpose', 'summary', 'outcomes', 'recommendation', 'signedByStaffId', 'signedAt'],
    scope: 'plans:read',
    sensitive: true,
    tell: (row) => ({
      title: `Review meeting of a plan${row.signedAt === null ? '' : ', signed'}`,
      detail: row,
    }),
  }),
  timelineKind({
    ...outcome,
    kind: 'plan-outcome-due',
    date: 'byDate',
    tell: (row) => ({ title: `Outcome of a plan is due: ${row.outcome}`, detail: row }),
  }),
  timelineKind({
    ...outcome,
    kind: 'plan-outcome-result',
    date: 'resultOn',
    tell: (row) => ({ title: `Outcome of a plan ${reached(row.result)}: ${row.outcome}`, detail: row }),
  }),
  timelineKind({
    kind: 'plan-contribution',
    entity: PlanContributionEntity,
    date: 'date',
    members: ['planId', 'author', 'authorName', 'views'],
    scope: 'plans:read',
    sensitive: true,
    tell: (row) => ({
      title: row.author === 'pupil' ? 'Views of the pupil on a plan' : 'Views of a parent on a plan',
      detail: row,
    }),
  }),
];
