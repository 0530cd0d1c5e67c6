import type { RequestContext } from '../../auth/request-context.js';
import { DomainError } from '../../common/errors/domain-error.js';
import type { Transaction } from '../../database/transaction.js';
import { holdPupils, unknownPupil } from '../hold-pupils.js';
import { GroupMemberEntity } from './group-member.entity.js';
import type { CreateGroupDto } from './group.dto.js';
import type { GroupEntity } from './group.entity.js';
import { writeGroups } from './write-groups.js';

/** A group, other than one of registration, of pupils who are in it from one day on. */
export type GroupOfPupils = Pick<CreateGroupDto, 'schoolId' | 'name' | 'subject'> & {
  readonly kind: 'teaching' | 'intervention';
  readonly pupilIds: readonly string[];
  readonly startDate: string;
};

/** Adds a group with its pupils, who are held. Throws faults as both are refused on their own. */
export async function makeGroup(
  tx: Transaction,
  ctx: RequestContext,
  { pupilIds, startDate, ...dto }: GroupOfPupils,
): Promise<GroupEntity> {
  const held = await holdPupils(tx, ctx, pupilIds);
  const outcome = (await writeGroups(tx, ctx, [{ index: 0, dto }], false)).get(0)!;
  if (outcome instanceof DomainError) throw outcome;
  const group = outcome.row as GroupEntity;
  for (const pupilId of pupilIds) {
    if (held.get(pupilId)?.ownerId !== group.ownerId) throw unknownPupil();
    tx.insert(GroupMemberEntity, {
      ...{ ownerId: group.ownerId, pupilId, groupId: group.id, kind: group.kind, startDate },
      ...{ endDate: null, activeKey: null, sourceSystem: null, sourceId: null },
    });
  }
  return group;
}
