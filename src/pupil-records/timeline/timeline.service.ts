import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { Cursors } from '../../common/paging/cursor.js';
import type { PageView } from '../../common/paging/page.view.js';
import { readSort } from '../../common/paging/sort.js';
import { Database } from '../../database/database.js';
import { factOptions } from '../../database/fact.entity.js';
import { codecFor } from '../../database/row-codec.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { namedKinds } from '../named-kinds.js';
import { namedWithin, readSchoolWords } from '../words/school-words.js';
import { TIMELINE_KINDS } from './kinds/index.js';
import type { Listener, TimelineKind } from './timeline-kind.js';
import { timelineCount, type TimelineSpan, timelineStatement } from './timeline-statement.js';
import type { TimelineQuery } from './timeline.dto.js';
import type { TimelineEntryView } from './timeline.view.js';

/** An entry as the database gives it; some servers hand JSON out as an object. */
interface EntryRow {
  readonly kind: string;
  readonly date: string;
  readonly id: string;
  readonly facts: string | Record<string, unknown>;
}

const BY_NAME = new Map(TIMELINE_KINDS.map((it) => [it.kind, it]));
const BY_DATE = { column: 'date', property: 'date' };

/** The timeline of a pupil: one statement over all kinds of entries, and one for the names of what they name. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async page(
    ctx: RequestContext,
    pupilId: string,
    query: TimelineQuery,
  ): Promise<{ data: TimelineEntryView[]; page: PageView }> {
    const kinds = namedKinds(ctx, TIMELINE_KINDS, query.kinds);
    const down = readSort(query.sort ?? 'date', { date: BY_DATE }, BY_DATE)[0]!.down;
    const order = ['timeline', pupilId, query.kinds, query.knownAt, down].join(' ');
    const values = query.cursor === undefined ? null : this.cursors.read(query.cursor, order).map(String);
    const after = values && { date: values[0]!, kind: values[1]!, id: values[2]! };
    const pupil = await findOwned(this.database, ctx, PupilEntity, pupilId);
    const { from, to, knownAt, limit } = query;
    const span: TimelineSpan = { ownerId: pupil.ownerId, pupilId, from, to, knownAt };
    const whole = kinds.some((it) => it.sensitive === true);
    // The note first: while the disk takes it, SQLite reads in this thread.
    const [, rows] = await Promise.all([
      whole && this.sensitiveReads.note(ctx, 'pupils', [pupil]),
      turn().then(() => this.read(kinds, span, { after, down, limit: limit + 1 })),
    ]);
    const entries = rows.slice(0, limit).map(decoded);
    if (!whole && entries.some(isSensitive)) await this.sensitiveReads.note(ctx, 'pupils', [pupil]);
    const last = entries.at(-1);
    const next =
      rows.length > limit && last
        ? this.cursors.write({ order, values: [last.date, last.kind, last.id] })
        : null;
    const named = namedWithin(entries.map((it) => it.row));
    const words = await readSchoolWords(this.database, pupil.ownerId, named);
    const listener: Listener = { seesSensitive: seesSensitive(ctx), words };
    const data = entries.map((it) => toEntry(it, listener));
    if (!query.count) return { data, page: { next } };
    return { data, page: { next, total: await this.count(kinds, span) } };
  }

  private async read(
    kinds: readonly TimelineKind[],
    span: TimelineSpan,
    cut: Parameters<typeof timelineStatement>[2],
  ): Promise<EntryRow[]> {
    if (kinds.length === 0) return [];
    const { sql, params } = timelineStatement(kinds, span, cut, this.database.driver.dialect);
    const rows = await this.database.query<EntryRow>(sql, params);
    const way = cut.down ? -1 : 1;
    return rows.sort((a, b) => way * inOrder(a, b));
  }

  private async count(kinds: readonly TimelineKind[], span: TimelineSpan): Promise<number> {
    if (kinds.length === 0) return 0;
    const { sql, params } = timelineCount(kinds, span, this.database.driver.dialect);
    const [row] = await this.database.query<{ n: number }>(sql, params);
    return row!.n;
  }
}

function inOrder(a: EntryRow, b: EntryRow): number {
  return compare(a.date, b.date) || compare(a.kind, b.kind) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An entry with the members of its row as its entity has them. */
interface DecodedEntry extends Omit<EntryRow, 'facts'> {
  readonly row: Readonly<Record<string, unknown>>;
}

function decoded({ kind, date, id, facts }: EntryRow): DecodedEntry {
  const read = typeof facts === 'string' ? (JSON.parse(facts) as Record<string, unknown>) : facts;
  const [row] = codecFor(BY_NAME.get(kind)!.entity).decodeMembers([read]);
  return { kind, date, id, row: row as unknown as Record<string, unknown> };
}

function isSensitive({ kind, row }: DecodedEntry): boolean {
  return BY_NAME.get(kind)!.sensitive === 'by-row' && row.onSensitiveInputs === true;
}

function toEntry({ kind: name, date, id, row }: DecodedEntry, to: Listener): TimelineEntryView {
  const kind = BY_NAME.get(name)!;
  const { title, detail } = kind.tell(row as never, to);
  const { resource } = factOptions(kind.entity);
  return { date, kind: name, title, resource, resourceId: id, detail: { ...detail } };
}
