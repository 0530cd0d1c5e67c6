import type { RequestContext } from '../../auth/request-context.js';
import { type DomainError, duplicate, invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { today } from '../../common/instants.js';
import { sourceColumns, type SourceKey } from '../../common/source.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import { holdPupils } from '../../pupils/hold-pupils.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import type { CreateAttendanceDto } from './attendance.dto.js';
import { AttendanceEntity } from './attendance.entity.js';
import { attendanceFaults, type WeekOfSessions } from './check-attendance.js';

/** One week of a write, with its place among the others. */
export interface AttendanceItem {
  readonly index: number;
  readonly dto: CreateAttendanceDto;
}

/** What tells that a week is there already: its source key, or its pupil and Monday; or nothing may be there. */
export type AttendanceMatch = 'none' | 'source' | 'week';

type Outcome = BatchDone | DomainError;

const UNKNOWN_PUPIL = invalid({
  pointer: '/pupilId',
  code: 'unknown-pupil',
  detail: 'No pupil with this id is known.',
});

/**
 * Adds weeks, or changes those that are there already as far as `match` finds them. Every item is judged on its own,
 * against what is stored and against the items before it. The pupils are held, so that each has one row a week
 * however many write at once.
 */
export async function writeAttendance(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly AttendanceItem[],
  match: AttendanceMatch,
): Promise<Map<number, Outcome>> {
  const stored = await StoredWeeks.read(tx, ctx, items);
  return new Map(items.map(({ index, dto }) => [index, writeOne(tx, dto, stored, match)]));
}

function writeOne(
  tx: Transaction,
  dto: CreateAttendanceDto,
  stored: StoredWeeks,
  match: AttendanceMatch,
): Outcome {
  const pupil = stored.pupils.get(dto.pupilId);
  if (!pupil) return UNKNOWN_PUPIL;
  const { ownerId, id: pupilId, dateOfBirth } = pupil;
  const week = weekOf(dto);
  const faults = attendanceFaults(week, dateOfBirth, today());
  if (faults.length > 0) return invalid(...faults);
  const bySource = stored.bySource(ownerId, dto.source);
  const byWeek = stored.byWeek(pupilId, week.weekStart);
  const before = match === 'source' ? bySource : match === 'week' ? byWeek : null;
  if (bySource && bySource !== before) return SOURCE_TAKEN;
  if (byWeek && byWeek !== before) return WEEK_TAKEN;
  if (!before) {
    const row = tx.insert(AttendanceEntity, { ...week, ...sourceColumns(dto.source), ownerId, pupilId });
    stored.add(row);
    return { row, kind: 'created' };
  }
  if (before.pupilId !== pupilId) {
    return duplicate('/source', 'The week with this source key is another pupil’s.');
  }
  const patch = { ...week, ...(dto.source && sourceColumns(dto.source)) };
  const same = Object.entries(patch).every(
    ([member, value]) => before[member as keyof typeof patch] === value,
  );
  if (same) return { row: before, kind: 'unchanged' };
  stored.drop(before);
  const row = tx.update(AttendanceEntity, before, patch);
  stored.add(row);
  return { row, kind: 'updated' };
}

const SOURCE_TAKEN = duplicate('/source', 'A week with this source key is there already.');
const WEEK_TAKEN = duplicate('/weekStart', 'The pupil’s attendance of this week is there already.');

/** A week as it is stored: who is not said to have been late was not. */
export function weekOf(dto: Omit<WeekOfSessions, 'late'> & { readonly late?: number }): WeekOfSessions {
  const { weekStart, possible, present, authorised, unauthorised, late = 0 } = dto;
  return { weekStart, possible, present, authorised, unauthorised, late };
}

/** The pupils of a write, held, and the weeks that stand in its way or are meant by it. */
class StoredWeeks {
  readonly pupils = new Map<string, PupilEntity>();
  private readonly weeks = new Map<string, AttendanceEntity>();
  private readonly sources = new Map<string, AttendanceEntity>();

  static async read(
    tx: Transaction,
    ctx: RequestContext,
    items: readonly AttendanceItem[],
  ): Promise<StoredWeeks> {
    const stored = new StoredWeeks();
    const held = await holdPupils(
      tx,
      ctx,
      items.map(({ dto }) => dto.pupilId),
    );
    for (const [id, row] of held) stored.pupils.set(id, row);
    const known = items.filter(({ dto }) => stored.pupils.has(dto.pupilId));
    const bySchool = Map.groupBy(known, ({ dto }) => stored.pupils.get(dto.pupilId)!.ownerId);
    for (const [ownerId, group] of bySchool) {
      await stored.readWeeks(tx, ownerId, group);
      await stored.readSources(tx, ownerId, group);
    }
    return stored;
  }

  add(row: AttendanceEntity): void {
    this.weeks.set(`${row.pupilId} ${row.weekStart}`, row);
    if (row.sourceId !== null) this.sources.set(`${row.ownerId}\n${row.sourceSystem}\n${row.sourceId}`, row);
  }

  /** Forgets a row that is about to change. */
  drop(row: AttendanceEntity): void {
    this.weeks.delete(`${row.pupilId} ${row.weekStart}`);
    this.sources.delete(`${row.ownerId}\n${row.sourceSystem}\n${row.sourceId}`);
  }

  byWeek(pupilId: string, weekStart: string): AttendanceEntity | null {
    return this.weeks.get(`${pupilId} ${weekStart}`) ?? null;
  }

  bySource(ownerId: string, source: SourceKey | null | undefined): AttendanceEntity | null {
    return (source && this.sources.get(`${ownerId}\n${source.system}\n${source.id}`)) ?? null;
  }

  private async readWeeks(tx: Transaction, ownerId: string, group: readonly AttendanceItem[]) {
    const mondays = [...new Set(group.map(({ dto }) => dto.weekStart))].sort();
    for (const part of inParts(group.map(({ dto }) => dto.pupilId))) {
      const where = `where owner_id = ? and pupil_id in (${places(part.length)}) and week_start between ? and ?`;
      const params = [ownerId, ...part, mondays[0]!, mondays.at(-1)!];
      for (const row of await tx.lock(AttendanceEntity, where, params)) this.add(row);
    }
  }

  private async readSources(tx: Transaction, ownerId: string, group: readonly AttendanceItem[]) {
    const sources = group.flatMap(({ dto }) => dto.source ?? []);
    for (const [system, keys] of Map.groupBy(sources, (it) => it.system)) {
      for (const part of inParts(keys.map((it) => it.id))) {
        const where = `where owner_id = ? and source_system = ? and source_id in (${places(part.length)})`;
        for (const row of await tx.lock(AttendanceEntity, where, [ownerId, system, ...part])) {
          // One row is one object, whichever of its keys found it.
          if (!this.bySource(ownerId, { system, id: row.sourceId! })) this.add(row);
        }
      }
    }
  }
}
