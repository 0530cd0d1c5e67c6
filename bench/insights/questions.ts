import type { Asked, Query } from './queries/asked.ts';
import { coverage } from './queries/coverage.ts';
import { gaps } from './queries/gaps.ts';
import { provisionEffect } from './queries/provision-effect.ts';
import { signalToDecision } from './queries/signal-to-decision.ts';
import { spend } from './queries/spend.ts';
import { timeline } from './queries/timeline.ts';
import { trajectoryStatus } from './queries/trajectory-status.ts';

/** A question with its path in the API, and with the statements that answer it too. */
export interface Question {
  readonly name: string;
  path(asked: Asked): string;
  readonly query: Query;
  /** Members of a row that the statements leave out. */
  readonly without?: readonly string[];
}

const insight = (name: string, query: Query, more = ''): Question => ({
  name,
  path: ({ schoolId, asOf }) =>
    `/api/v1/insights/${name}?schoolId=${schoolId}${more.replace('{asOf}', asOf)}`,
  query,
});

/** Everything that is asked of a school. */
export const QUESTIONS: readonly Question[] = [
  insight('gaps', gaps, '&characteristic=sen&asOf={asOf}'),
  insight('trajectory-status', trajectoryStatus, '&asOf={asOf}'),
  insight('coverage', coverage, '&asOf={asOf}'),
  insight('provision-effect', provisionEffect, '&asOf={asOf}'),
  insight('spend', spend, '&asOf={asOf}'),
  insight('signal-to-decision', signalToDecision),
  {
    name: 'timeline',
    path: ({ pupilId }) => `/api/v1/pupils/${pupilId}/timeline`,
    query: timeline,
    without: ['title'],
  },
];
