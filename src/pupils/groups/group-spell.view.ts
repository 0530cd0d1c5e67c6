import { sourceKey } from '../../common/source.js';
import { SourceDto } from '../../common/source.dto.js';
import { PupilView } from '../pupil.view.js';
import type { GroupMemberEntity } from './group-member.entity.js';
import type { GroupTeacherEntity } from './group-teacher.entity.js';

/** What spells in groups share. */
class GroupSpellView {
  id!: string;
  schoolId!: string;
  groupId!: string;
  /** The first day. @example '2026-09-07' */
  startDate!: string;
  /** The last day; null while it goes on. @example null */
  endDate!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

/** A spell of a pupil in a group. */
export class GroupMemberView extends GroupSpellView {
  pupilId!: string;
  /** With `expand=pupil`. */
  pupil?: PupilView;
}

/** A spell in which a member of staff teaches a group. */
export class GroupTeacherView extends GroupSpellView {
  staffId!: string;
}

export function toGroupMemberView(row: GroupMemberEntity): GroupMemberView {
  return { ...toSpell(row), pupilId: row.pupilId };
}

export function toGroupTeacherView(row: GroupTeacherEntity): GroupTeacherView {
  return { ...toSpell(row), staffId: row.staffId };
}

function toSpell(row: GroupMemberEntity | GroupTeacherEntity): GroupSpellView {
  const { id, ownerId, groupId, startDate, endDate, recordedAt, sinceVersion } = row;
  return {
    id,
    schoolId: ownerId,
    groupId,
    startDate,
    endDate,
    source: sourceKey(row),
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}
