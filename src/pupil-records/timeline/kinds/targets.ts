import { AgreementEntity } from '../../../targets/agreements/agreement.entity.js';
import { TargetEntity } from '../../../targets/target.entity.js';
import { timelineKind } from '../timeline-kind.js';

const PARTY = { pupil: 'The pupil', parent: 'A parent', staff: 'A member of staff' } as const;

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

/** Where a target began, where it is due, and who agreed to it. Values are in points. */
export const TARGET_KINDS = [
  timelineKind({
    ...target,
    kind: 'target',
    date: 'baselineDate',
    tell: (row, { words }) => ({
      title: `Starting point of the target in ${words.subject(row.subject)}`,
      detail: row,
    }),
  }),
  timelineKind({
    ...target,
    kind: 'target-due',
    date: 'due',
    where: "status <> 'withdrawn'",
    tell: (row, { words }) => ({
      title: `Target in ${words.subject(row.subject)} is due (${row.status})`,
      detail: row,
    }),
  }),
  timelineKind({
    kind: 'target-agreement',
    entity: AgreementEntity,
    date: 'date',
    members: ['targetId', 'party', 'view', 'name', 'comment', 'withdrawnOn'],
    scope: 'targets:read',
    tell: (row) => ({ title: `${PARTY[row.party]} ${row.view} with a target`, detail: row }),
  }),
];
