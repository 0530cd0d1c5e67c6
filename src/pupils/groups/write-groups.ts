import type { BatchWrite } from '../../auth/batches/carry-out-batch.js';
import { SourceRows, sourceTaken } from '../../auth/batches/source-rows.js';
import type { RequestContext } from '../../auth/request-context.js';
import { seesSchool } from '../../auth/tenancy.js';
import type { DomainError } from '../../common/errors/domain-error.js';
import { duplicate, type Fault, invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { sourceColumns } from '../../common/source.js';
import type { Transaction } from '../../database/transaction.js';
import { AcademicYearEntity } from '../../schools/academic-years/academic-year.entity.js';
import { subjectFault } from '../../schools/subjects/subject-fault.js';
import { groupFaults } from './group-rules.js';
import type { CreateGroupDto } from './group.dto.js';
import { GroupEntity } from './group.entity.js';

type Outcome = BatchDone | DomainError;

const UNKNOWN_SCHOOL = invalid({
  pointer: '/schoolId',
  code: 'unknown-school',
  detail: 'No school with this id is known.',
});

/**
 * Adds groups, or changes those with the same source key where `bySource` says so. Every item is judged on its own,
 * against what is stored and against the items before it.
 */
export async function writeGroups(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly BatchWrite<CreateGroupDto>[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const schools = await tx.query<{ id: string }>('select id from school');
  const known = new Set(schools.map((it) => it.id).filter((it) => seesSchool(ctx, it)));
  const own = items.filter((it) => known.has(it.dto.schoolId));
  const sources = await SourceRows.lock(
    tx,
    GroupEntity,
    own.map(({ dto }) => ({ ownerId: dto.schoolId, source: dto.source })),
  );
  const outcomes = new Map<number, Outcome>();
  for (const { index, dto } of items) {
    outcomes.set(
      index,
      known.has(dto.schoolId) ? await writeOne(tx, dto, sources, bySource) : UNKNOWN_SCHOOL,
    );
  }
  return outcomes;
}

async function writeOne(
  tx: Transaction,
  dto: CreateGroupDto,
  sources: SourceRows<GroupEntity>,
  bySource: boolean,
): Promise<Outcome> {
  const { schoolId, source, name, kind } = dto;
  const before = sources.find(schoolId, source);
  if (before && !bySource) return sourceTaken('A group');
  if (before && before.kind !== kind) {
    return duplicate(
      '/kind',
      `The group with this source key is a ${before.kind} group, and its kind stays.`,
    );
  }
  // What a body leaves out of a group that is there already stays.
  const { subject = before?.subject ?? null, academicYearId = before?.academicYearId ?? null } = dto;
  const content = { name, kind, subject, academicYearId };
  const faults = await contentFaults(tx, schoolId, content);
  if (faults.length > 0) return invalid(...faults);
  if (!before) {
    const row = tx.insert(GroupEntity, { ...content, ...sourceColumns(source), ownerId: schoolId });
    sources.add(row);
    return { row, kind: 'created' };
  }
  const changed = Object.entries(content).some(([it, value]) => before[it as keyof typeof content] !== value);
  const row = tx.update(GroupEntity, before, content);
  sources.add(row);
  return { row, kind: changed ? 'updated' : 'unchanged' };
}

/** The faults of what a group says, also of what it names. */
export async function contentFaults(
  tx: Transaction,
  schoolId: string,
  content: Pick<GroupEntity, 'kind' | 'subject' | 'academicYearId'>,
): Promise<Fault[]> {
  const faults = groupFaults(content);
  const unknown = await subjectFault(tx, schoolId, content.subject);
  if (unknown) faults.push(unknown);
  if (content.academicYearId === null) return faults;
  // Held, so that nobody removes it before the group is there.
  const where = 'where owner_id = ? and id = ?';
  if (!(await tx.shareOne(AcademicYearEntity, where, [schoolId, content.academicYearId]))) {
    const detail = 'No academic year with this id is known at the school.';
    faults.push({ pointer: '/academicYearId', code: 'unknown-academic-year', detail });
  }
  return faults;
}
