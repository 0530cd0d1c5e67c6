import { AttendanceEntity } from '../../../assessments/attendance/attendance.entity.js';
import { ResultEntity } from '../../../assessments/results/result.entity.js';
import { meaningOf } from '../../words/code-words.js';
import { timelineKind } from '../timeline-kind.js';

/** What a result of each status is: an estimate and a target are none that the pupil has reached. */
const CALLED = {
  R: 'Result',
  P: 'Provisional result',
  I: 'Interim result',
  E: 'Estimate',
  T: 'Target recorded with results',
} as const;

const outcomeInWords = (outcome: string | null) =>
  outcome === null ? 'none' : (meaningOf('results', 'outcome', outcome) ?? outcome);

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
    tell: (row, { words }) => ({
      title: `${CALLED[row.status]} in ${words.subject(row.subject)}: ${row.grade ?? row.value ?? outcomeInWords(row.outcome)}`,
      detail: row,
    }),
  }),
  timelineKind({
    kind: 'attendance',
    entity: AttendanceEntity,
    date: 'weekStart',
    members: ['possible', 'present', 'authorised', 'unauthorised', 'late'],
    scope: 'attendance:read',
    tell: (row) => ({
      title: `Present at ${row.present} of ${row.possible} half-day sessions in the week`,
      detail: row,
    }),
  }),
];
