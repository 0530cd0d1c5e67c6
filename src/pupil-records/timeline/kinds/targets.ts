import { TargetEntity } from '../../../targets/target.entity.js';
import { timelineKind } from '../timeline-kind.js';

const target = {
  entity: TargetEntity,
  members: [
    'subject',
    'frameworkKey',
    'frameworkVersion',
    'baselineDate',
    'baseline',
    'target',
    'due',
    'status',
    'statusReason',
  ],
  scope: 'targets:read',
} as const;

/** Where a target began and where it is due. Values are in points. */
export const TARGET_KINDS = [
  timelineKind({
    ...target,
    kind: 'target',
    date: 'baselineDate',
    tell: (row) => ({ title: `Baseline of the target in ${row.subject}`, detail: row }),
  }),
  timelineKind({
    ...target,
    kind: 'target-due',
    date: 'due',
    where: "status <> 'withdrawn'",
    tell: (row) => ({ title: `Target in ${row.subject} due (${row.status})`, detail: row }),
  }),
];
