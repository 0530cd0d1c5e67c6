import { KnownFacts, refOf } from '../assessments/known-facts.js';
import type { RequestContext } from '../auth/request-context.js';
import { DomainError, duplicate } from '../common/errors/domain-error.js';
import type { BatchDone } from '../common/http/batch.js';
import { sourceColumns, type SourceKey } from '../common/source.js';
import { places } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { Transaction } from '../database/transaction.js';
import { nextStatuses } from './lifecycle.js';
import { readAim, sentAimOf, type StoredAim } from './read-aim.js';
import type { CreateTargetDto } from './target.dto.js';
import { TargetEntity, type TargetStatus } from './target.entity.js';

/** One target of a write, with its place among the others. */
export interface TargetItem {
  readonly index: number;
  readonly dto: CreateTargetDto;
}

type Outcome = BatchDone | DomainError;

/** What a target says, but for its status. */
type Content = StoredAim &
  Pick<TargetEntity, 'subject' | 'frameworkId' | 'frameworkKey' | 'frameworkVersion' | 'challenge'>;

/**
 * Adds targets, or changes those with the same source key where `bySource` says so, as far as their status lets
 * them change. Every item is judged on its own, against what is stored and against the items before it; pupils of
 * schools that the token does not see are unknown. The pupils are held, so that each has one active target in a
 * subject and framework however many write at once.
 */
export async function writeTargets(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly TargetItem[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  const known = await KnownFacts.read(
    tx,
    ctx,
    items.map((it) => it.dto),
  );
  const stored = await StoredTargets.read(tx, items, known);
  for (const { index, dto } of items) outcomes.set(index, writeOne(tx, dto, known, stored, bySource));
  return outcomes;
}

function writeOne(
  tx: Transaction,
  dto: CreateTargetDto,
  known: KnownFacts,
  stored: StoredTargets,
  bySource: boolean,
): Outcome {
  const before = stored.bySource(known.schoolOf(dto.pupilId), dto.source);
  const { pupil, framework, faults } = known.rowsOf({
    ...dto,
    framework: refOf(dto.framework, before),
    frameworkBefore: before?.frameworkId ?? null,
  });
  // What a body leaves out of a target that is there already stays.
  const kept = before && framework?.id === before.frameworkId ? sentAimOf(before, framework) : {};
  const aim = readAim({ ...kept, ...dto }, pupil, framework, faults);
  if (aim instanceof DomainError) return aim;
  const content: Content = {
    ...aim,
    subject: dto.subject,
    frameworkId: framework!.id,
    frameworkKey: framework!.frameworkKey,
    frameworkVersion: framework!.frameworkVersion,
    challenge: dto.challenge === undefined ? (before?.challenge ?? null) : dto.challenge,
  };
  if (before && !bySource) return duplicate('/source', 'A target with this source key is there already.');
  if (before) return change(tx, before, dto, content, stored);
  const activeKey = activeKeyOf({ ...content, pupilId: pupil!.id, status: dto.status ?? 'active' });
  if (activeKey !== null && stored.byActiveKey(pupil!.ownerId, activeKey)) return secondActive();
  const row = tx.insert(TargetEntity, {
    ...content,
    ...sourceColumns(dto.source),
    ownerId: pupil!.ownerId,
    pupilId: pupil!.id,
    status: dto.status ?? 'active',
    statusReason: null,
    activeKey,
    targetSetId: null,
    adjustReason: null,
    statusBasis: null,
    proposal: null,
  });
  stored.add(row);
  return { row, kind: 'created' };
}

/** A target with the same source key: a status that is left out stays, and what is aimed at changes in a draft. */
function change(
  tx: Transaction,
  before: TargetEntity,
  dto: CreateTargetDto,
  content: Content,
  stored: StoredTargets,
): Outcome {
  if (before.pupilId !== dto.pupilId) {
    return duplicate('/source', 'The target with this source key is another pupil’s.');
  }
  const status = dto.status ?? before.status;
  const otherwise = !saysTheSame(before, content);
  if (!otherwise && status === before.status) return { row: before, kind: 'unchanged' };
  const refusal = changeRefusal(before, status, otherwise);
  if (refusal) return refusal;
  const activeKey = activeKeyOf({ ...content, pupilId: before.pupilId, status });
  const holder = activeKey === null ? null : stored.byActiveKey(before.ownerId, activeKey);
  if (holder && holder.id !== before.id) return secondActive();
  stored.drop(before);
  const row = tx.update(TargetEntity, before, { ...content, status, activeKey });
  stored.add(row);
  return { row, kind: 'updated' };
}

/** Why a target may not change so; null where it may. */
export function changeRefusal(
  before: TargetEntity,
  status: TargetStatus,
  aimsOtherwise: boolean,
): DomainError | null {
  if (aimsOtherwise && before.status !== 'draft') {
    return new DomainError(
      'conflict',
      `The target is ${before.status}: what it aims at stays. Withdraw it and set another.`,
    );
  }
  const next = nextStatuses(before.status);
  if (status === before.status || next.includes(status)) return null;
  const open = next.length > 0 ? `from there it can be ${next.join(' or ')}` : 'that is its end';
  return new DomainError(
    'transition-refused',
    `The target is ${before.status} and cannot be ${status}; ${open}.`,
  );
}

/** Pupil, subject and framework of an active target; null for another. */
export function activeKeyOf(
  row: Pick<TargetEntity, 'pupilId' | 'subject' | 'frameworkKey' | 'status'>,
): string | null {
  return row.status === 'active' ? `${row.pupilId}/${row.subject}/${row.frameworkKey}` : null;
}

/** 409 for a second active target. */
export function secondActive(): DomainError {
  return duplicate('/pupilId', 'The pupil has an active target in this subject and framework already.');
}

/** Whether a target says the same already. */
export function saysTheSame(row: TargetEntity, content: Partial<Content>): boolean {
  return Object.entries(content).every(
    ([member, value]) => JSON.stringify(row[member as keyof Content]) === JSON.stringify(value),
  );
}

/** The targets that stand in the way of a write, or are meant by it: stored ones and those of items before. */
class StoredTargets {
  private readonly sources = new Map<string, TargetEntity>();
  private readonly active = new Map<string, TargetEntity>();

  static async read(
    tx: Transaction,
    items: readonly TargetItem[],
    known: KnownFacts,
  ): Promise<StoredTargets> {
    const stored = new StoredTargets();
    const bySchool = Map.groupBy(items, ({ dto }) => known.schoolOf(dto.pupilId));
    for (const [schoolId, group] of bySchool) {
      if (schoolId === null) continue;
      for (const part of inParts(group.map(({ dto }) => dto.pupilId))) {
        const where = `where owner_id = ? and pupil_id in (${places(part.length)}) and active_key is not null`;
        for (const row of await tx.lock(TargetEntity, where, [schoolId, ...part])) stored.add(row);
      }
      const sources = group.flatMap(({ dto }) => dto.source ?? []);
      for (const [system, keys] of Map.groupBy(sources, (it) => it.system)) {
        for (const part of inParts(keys.map((it) => it.id))) {
          const where = `where owner_id = ? and source_system = ? and source_id in (${places(part.length)})`;
          for (const row of await tx.lock(TargetEntity, where, [schoolId, system, ...part])) {
            if (!stored.bySource(schoolId, { system, id: row.sourceId! })) stored.add(row);
          }
        }
      }
    }
    return stored;
  }

  add(row: TargetEntity): void {
    if (row.sourceId !== null) this.sources.set(`${row.ownerId}\n${row.sourceSystem}\n${row.sourceId}`, row);
    if (row.activeKey !== null) this.active.set(`${row.ownerId}\n${row.activeKey}`, row);
  }

  /** Forgets the active key of a row that is about to change. */
  drop({ ownerId, activeKey }: TargetEntity): void {
    if (activeKey !== null) this.active.delete(`${ownerId}\n${activeKey}`);
  }

  bySource(ownerId: string | null, source: SourceKey | null | undefined): TargetEntity | null {
    return (source && this.sources.get(`${ownerId}\n${source.system}\n${source.id}`)) ?? null;
  }

  byActiveKey(ownerId: string, activeKey: string): TargetEntity | null {
    return this.active.get(`${ownerId}\n${activeKey}`) ?? null;
  }
}
