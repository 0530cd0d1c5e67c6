import { AttendanceEntity } from '../../../assessments/attendance/attendance.entity.js';
import { ResultEntity } from '../../../assessments/results/result.entity.js';
import { timelineKind } from '../timeline-kind.js';

/** Results that stand (one that a correction has taken the place of makes no entry), and weeks of attendance. */
export const ASSESSMENT_KINDS = [
  timelineKind({
    kind: 'result',
    entity: ResultEntity,
    date: 'date',
    members: [
      'subject',
      'frameworkKey',
      'frameworkVersion',
      'value',
      'grade',
      'outcome',
      'points',
      'status',
      'resultSource',
      'corrects',
    ],
    where: 'superseded_by is null',
    scope: 'assessments:read',
    tell: (row) => ({
      title: `Result in ${row.subject}: ${row.grade ?? row.value ?? row.outcome ?? 'none'}`,
      detail: row,
    }),
  }),
  timelineKind({
    kind: 'attendance',
    entity: AttendanceEntity,
    date: 'weekStart',
    members: ['possible', 'present', 'authorised', 'unauthorised', 'late'],
    scope: 'attendance:read',
    tell: (row) => ({ title: `Present at ${row.present} of ${row.possible} sessions`, detail: row }),
  }),
];
