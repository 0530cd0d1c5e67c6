import type { BatchWrite } from '../../auth/batches/carry-out-batch.js';
import { SourceRows, sourceTaken } from '../../auth/batches/source-rows.js';
import type { RequestContext } from '../../auth/request-context.js';
import { StaffEntity } from '../../auth/staff/staff.entity.js';
import type { DomainError } from '../../common/errors/domain-error.js';
import { duplicate, type Fault, invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { sourceColumns } from '../../common/source.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import { overlap } from '../spells.js';
import { spellFaults } from './group-rules.js';
import type { CreateGroupTeacherDto } from './group-spell.dto.js';
import { GroupTeacherEntity } from './group-teacher.entity.js';
import { GroupEntity } from './group.entity.js';
import { readGroups, unknownGroup } from './write-members.js';

type Outcome = BatchDone | DomainError;
type Spell = Pick<GroupTeacherEntity, 'groupId' | 'staffId' | 'startDate' | 'endDate'>;

const UNKNOWN_STAFF = invalid({
  pointer: '/staffId',
  code: 'unknown-staff',
  detail: 'No member of staff with this id is known at the school.',
});

/** Adds spells of staff who teach groups, or changes those with the same source key; the groups are held. */
export async function writeTeachers(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly BatchWrite<CreateGroupTeacherDto>[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const groups = await readGroups(
    tx,
    ctx,
    items.map((it) => it.dto.groupId),
  );
  const staff = await readStaff(
    tx,
    items.map((it) => it.dto.staffId),
  );
  const spells = await holdSpells(tx, [...groups.values()]);
  const sources = await SourceRows.lock(
    tx,
    GroupTeacherEntity,
    items.flatMap(({ dto }) => {
      const group = groups.get(dto.groupId);
      return group ? [{ ownerId: group.ownerId, source: dto.source }] : [];
    }),
  );
  for (const row of spells) sources.add(row);
  const outcomes = new Map<number, Outcome>();
  for (const { index, dto } of items) {
    const group = groups.get(dto.groupId);
    const known = group !== undefined && staff.get(dto.staffId) === group.ownerId;
    outcomes.set(
      index,
      known ? writeOne(tx, group, dto, spells, sources, bySource) : group ? UNKNOWN_STAFF : unknownGroup(),
    );
  }
  return outcomes;
}

function writeOne(
  tx: Transaction,
  { ownerId }: GroupEntity,
  dto: CreateGroupTeacherDto,
  spells: Set<GroupTeacherEntity>,
  sources: SourceRows<GroupTeacherEntity>,
  bySource: boolean,
): Outcome {
  const before = sources.find(ownerId, dto.source);
  if (before && !bySource) return sourceTaken('A spell of teaching');
  const { groupId, staffId, startDate, endDate = before?.endDate ?? null } = dto;
  if (before && (before.groupId !== groupId || before.staffId !== staffId)) {
    return duplicate('/source', 'The spell with this source key is of another group or person.');
  }
  const content = { groupId, staffId, startDate, endDate };
  const faults = teachingFaults(
    content,
    [...spells].filter((it) => it !== before),
  );
  if (faults.length > 0) return invalid(...faults);
  const changed = !before || before.startDate !== startDate || before.endDate !== endDate;
  const row = before
    ? tx.update(GroupTeacherEntity, before, content)
    : tx.insert(GroupTeacherEntity, { ...content, ...sourceColumns(dto.source), ownerId });
  if (before) spells.delete(before);
  spells.add(row);
  sources.add(row);
  return { row, kind: !before ? 'created' : changed ? 'updated' : 'unchanged' };
}

/** The faults of a spell of teaching beside others: two of one person in one group do not overlap. */
export function teachingFaults(spell: Spell, others: readonly Spell[]): Fault[] {
  const faults = spellFaults(spell);
  if (faults.length > 0) return faults;
  const span = (it: Spell) => ({ start: it.startDate, end: it.endDate });
  const same = others.find(
    (it) => it.groupId === spell.groupId && it.staffId === spell.staffId && overlap(span(it), span(spell)),
  );
  if (!same) return [];
  const detail = `The group is taught by this person from ${same.startDate} to ${same.endDate ?? 'now on'} already.`;
  return [{ pointer: '/startDate', code: 'spells-overlap', detail }];
}

/** The school of each member of staff. */
async function readStaff(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const schools = new Map<string, string>();
  for (const part of inParts(ids)) {
    const rows = await tx.select(StaffEntity, `where id in (${places(part.length)})`, part);
    for (const it of rows) schools.set(it.id, it.ownerId);
  }
  return schools;
}

/** The spells of teaching of groups. The groups are held, so that who writes theirs comes one after the other. */
async function holdSpells(tx: Transaction, groups: readonly GroupEntity[]): Promise<Set<GroupTeacherEntity>> {
  const spells = new Set<GroupTeacherEntity>();
  for (const [ownerId, own] of Map.groupBy(groups, (it) => it.ownerId)) {
    for (const part of inParts(own.map((it) => it.id).toSorted())) {
      const ids = places(part.length);
      await tx.lock(GroupEntity, `where owner_id = ? and id in (${ids}) order by id`, [ownerId, ...part]);
      const where = `where owner_id = ? and group_id in (${ids})`;
      for (const row of await tx.lock(GroupTeacherEntity, where, [ownerId, ...part])) spells.add(row);
    }
  }
  return spells;
}
