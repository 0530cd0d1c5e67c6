import { GroupMemberEntity } from '../../../pupils/groups/group-member.entity.js';
import { timelineKind } from '../timeline-kind.js';

const membership = {
  entity: GroupMemberEntity,
  members: ['groupId', 'kind', 'startDate', 'endDate'],
  scope: 'groups:read',
} as const;

/** Where a pupil's time in a group begins, and where it ends. */
export const GROUP_KINDS = [
  timelineKind({
    ...membership,
    kind: 'group',
    date: 'startDate',
    tell: (row) => ({ title: `Joins a ${row.kind} group`, detail: row }),
  }),
  timelineKind({
    ...membership,
    kind: 'group-end',
    date: 'endDate',
    tell: (row) => ({ title: `Last day in a ${row.kind} group`, detail: row }),
  }),
];
