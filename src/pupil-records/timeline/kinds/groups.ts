import { GroupMemberEntity } from '../../../pupils/groups/group-member.entity.js';
import type { GroupKind } from '../../../pupils/groups/group.entity.js';
import type { SchoolWords } from '../../words/school-words.js';
import { timelineKind } from '../timeline-kind.js';

const called = ({ groupId, kind }: { groupId: string; kind: GroupKind }, words: SchoolWords) => {
  const name = words.group(groupId);
  return name === null ? `a ${kind} group` : `the ${kind} group ${name}`;
};

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
    tell: (row, { words }) => ({ title: `Joins ${called(row, words)}`, detail: row }),
  }),
  timelineKind({
    ...membership,
    kind: 'group-end',
    date: 'endDate',
    tell: (row, { words }) => ({ title: `Last day in ${called(row, words)}`, detail: row }),
  }),
];
