import type { BatchWrite } from '../../auth/batches/carry-out-batch.js';
import type { RequestContext } from '../../auth/request-context.js';
import { ownedBy } from '../../auth/tenancy.js';
import { addDays } from '../../common/dates.js';
import type { DomainError } from '../../common/errors/domain-error.js';
import { invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import { type ContentOf, type Surroundings, writePupilFacts } from '../write-pupil-facts.js';
import { GroupMemberEntity } from './group-member.entity.js';
import { membershipFaults, spellLeft } from './group-rules.js';
import type { CreateGroupMemberDto } from './group-spell.dto.js';
import { GroupEntity } from './group.entity.js';

/** Adds spells of pupils in groups, or changes those with the same source key; the pupils are held. */
export async function writeMembers(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly BatchWrite<CreateGroupMemberDto>[],
  bySource: boolean,
): Promise<Map<number, BatchDone | DomainError>> {
  const ids = items.flatMap(({ dto }) => [dto.groupId, dto.movedFrom ?? []].flat());
  const groups = await readGroups(tx, ctx, ids);
  const kind = {
    entity: GroupMemberEntity,
    what: 'A spell in a group',
    read: (dto: CreateGroupMemberDto, at: Surroundings<GroupMemberEntity>) => readMember(dto, at, groups),
  };
  return writePupilFacts(tx, ctx, kind, items, bySource);
}

/** The groups of these ids that the token sees. */
export async function readGroups(
  reader: Reader,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<Map<string, GroupEntity>> {
  const own = ownedBy(ctx);
  const groups = new Map<string, GroupEntity>();
  for (const part of inParts(ids)) {
    const where = `where id in (${places(part.length)}) and ${own.sql}`;
    for (const row of await reader.select(GroupEntity, where, [...part, ...own.params]))
      groups.set(row.id, row);
  }
  return groups;
}

/** Of a body that names a group which the token does not see, or none. */
export function unknownGroup(pointer = '/groupId'): DomainError {
  return invalid({ pointer, code: 'unknown-group', detail: 'No group with this id is known at the school.' });
}

function readMember(
  dto: CreateGroupMemberDto,
  { pupil, before, others, change }: Surroundings<GroupMemberEntity>,
  groups: ReadonlyMap<string, GroupEntity>,
): ContentOf<GroupMemberEntity> | DomainError {
  const group = groups.get(dto.groupId);
  if (group?.ownerId !== pupil.ownerId) return unknownGroup();
  const { startDate, endDate = before?.endDate ?? null } = dto;
  const spell = { groupId: group.id, kind: group.kind, startDate, endDate };
  // A spell that is there already has been moved to before.
  const moved = dto.movedFrom && !before ? dto.movedFrom : null;
  if (moved === null) return refused(spell, others) ?? contentOf(pupil.id, spell);
  if (groups.get(moved)?.ownerId !== pupil.ownerId) return unknownGroup('/movedFrom');
  const lastDay = addDays(startDate, -1);
  const left = spellLeft(others, moved, lastDay);
  if (!left) {
    const detail = `The pupil was not in that group on ${lastDay}, the day before.`;
    return invalid({ pointer: '/movedFrom', code: 'not-in-group', detail });
  }
  const rest = others.map((it) => (it === left ? { ...it, endDate: lastDay } : it));
  const refusal = refused(spell, rest);
  if (refusal) return refusal;
  change(left, { endDate: lastDay, activeKey: null });
  return contentOf(pupil.id, spell);
}

type Spell = Pick<GroupMemberEntity, 'groupId' | 'kind' | 'startDate' | 'endDate'>;

function refused(spell: Spell, others: readonly Spell[]): DomainError | null {
  const faults = membershipFaults(spell, others);
  return faults.length > 0 ? invalid(...faults) : null;
}

function contentOf(pupilId: string, spell: Spell): ContentOf<GroupMemberEntity> {
  return { ...spell, activeKey: activeKeyOf({ ...spell, pupilId }) };
}

/** The pupil of a spell in a registration group that goes on; null for another. */
export function activeKeyOf({
  kind,
  endDate,
  pupilId,
}: Pick<GroupMemberEntity, 'kind' | 'endDate' | 'pupilId'>): string | null {
  return kind === 'registration' && endDate === null ? pupilId : null;
}
