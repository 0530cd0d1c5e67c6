import { InterventionEntity } from '../../../interventions/intervention.entity.js';
import { InterventionSessionEntity } from '../../../interventions/sessions/intervention-session.entity.js';
import { InterventionTransitionEntity } from '../../../interventions/transitions/intervention-transition.entity.js';
import type { SchoolWords } from '../../words/school-words.js';
import { timelineKind } from '../timeline-kind.js';

const intervention = {
  entity: InterventionEntity,
  members: [
    'provisionTypeKey',
    'provisionId',
    'wave',
    'subject',
    'status',
    'startDate',
    'endDate',
    'entryMeasure',
    'exitMeasure',
  ],
  where: "status <> 'declined'",
  scope: 'interventions:read',
} as const;

const called = (row: { provisionTypeKey: string; subject: string | null }, words: SchoolWords) =>
  `${words.provisionType(row.provisionTypeKey)}${row.subject === null ? '' : ` in ${words.subject(row.subject)}`}`;

/** Interventions where they have days of their own, the steps of their lives, and each session. */
export const INTERVENTION_KINDS = [
  timelineKind({
    ...intervention,
    kind: 'intervention',
    date: 'startDate',
    tell: (row, { words }) => ({
      title: `First day of ${called(row, words)} (${row.status})`,
      detail: row,
    }),
  }),
  timelineKind({
    ...intervention,
    kind: 'intervention-end',
    date: 'endDate',
    tell: (row, { words }) => ({
      title: `Last planned day of ${called(row, words)} (${row.status})`,
      detail: row,
    }),
  }),
  timelineKind({
    kind: 'intervention-step',
    entity: InterventionTransitionEntity,
    date: 'decidedAt',
    members: ['interventionId', 'fromStatus', 'toStatus', 'reason', 'staffId'],
    scope: 'interventions:read',
    tell: (row) => ({ title: `Intervention ${row.toStatus}: ${row.reason}`, detail: row }),
  }),
  timelineKind({
    kind: 'intervention-session',
    entity: InterventionSessionEntity,
    date: 'date',
    members: ['interventionId', 'startTime', 'lengthMinutes', 'minutes', 'attended', 'absenceReason'],
    scope: 'interventions:read',
    tell: (row) => ({
      title: row.attended
        ? `Session of an intervention: ${row.minutes} minutes`
        : 'Absent from a session of an intervention',
      detail: row,
    }),
  }),
];
