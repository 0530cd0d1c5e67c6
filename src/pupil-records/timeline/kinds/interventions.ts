import { InterventionEntity } from '../../../interventions/intervention.entity.js';
import { InterventionSessionEntity } from '../../../interventions/sessions/intervention-session.entity.js';
import { InterventionTransitionEntity } from '../../../interventions/transitions/intervention-transition.entity.js';
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

const about = (subject: string | null) => (subject === null ? '' : ` in ${subject}`);

/** Interventions where they have days of their own, the steps of their lives, and each session. */
export const INTERVENTION_KINDS = [
  timelineKind({
    ...intervention,
    kind: 'intervention',
    date: 'startDate',
    tell: (row) => ({
      title: `First day of ${row.provisionTypeKey}${about(row.subject)} (${row.status})`,
      detail: row,
    }),
  }),
  timelineKind({
    ...intervention,
    kind: 'intervention-end',
    date: 'endDate',
    tell: (row) => ({
      title: `Last day of ${row.provisionTypeKey}${about(row.subject)} (${row.status})`,
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
      title: row.attended ? `Session of ${row.minutes} minutes` : 'Absent from a session',
      detail: row,
    }),
  }),
];
