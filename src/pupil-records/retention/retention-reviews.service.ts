import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { type RequestContext, requireSensitive } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { today } from '../../common/instants.js';
import { Cursors } from '../../common/paging/cursor.js';
import type { PageView } from '../../common/paging/page.view.js';
import { Database } from '../../database/database.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import { heldPupils } from '../holds/held-pupils.js';
import { RecordTables } from '../record-tables.js';
import { type Due, duePupils } from './due-pupils.js';
import { heldParts } from './held-parts.js';
import { readSchedules, termsOf } from './read-terms.js';
import { KINDS } from './record-kinds.js';
import type { RetentionReviewQuery } from './retention-review.dto.js';
import type { RetentionReviewView } from './retention-review.view.js';

/** What of a school's records is due: for people to review, nothing is disposed of by itself. */
@Injectable()
export class RetentionReviewsService {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly tables: RecordTables,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  /**
   * What is due is calculated whole, and then cut: it changes with each day and each disposal. Sensitive: that there are
   * SEN records, and how long a record is kept, says who has special educational needs.
   */
  async page(
    ctx: RequestContext,
    schoolId: string,
    query: RetentionReviewQuery,
  ): Promise<{ data: RetentionReviewView[]; page: PageView }> {
    requireSensitive(ctx, 'Retention reviews');
    const { asOf: day = today(), kind, pupilId, held, limit, cursor } = query;
    const order = ['retention', schoolId, day, kind, pupilId, held].join(' ');
    const after = cursor === undefined ? null : this.cursors.read(cursor, order).map(String);
    await findOwned(this.database, ctx, SchoolEntity, schoolId);
    const schedules = await readSchedules(this.database, schoolId);
    const frame = { ownerId: schoolId, day, terms: termsOf(schedules) };
    const due = await duePupils(this.database, ctx, heldParts(this.tables.all), frame, pupilId);
    const kept = await heldPupils(this.database, schoolId, day);
    const wanted = due
      .filter((it) => kind === undefined || it.kind === kind)
      .filter((it) => held === undefined || kept.has(it.pupilId) === held)
      .sort(inOrder);
    const rest = after ? wanted.filter((it) => compare(placeOf(it), after) > 0) : wanted;
    const rows = rest.slice(0, limit);
    const last = rows.at(-1);
    const next = rest.length > limit && last ? this.cursors.write({ order, values: placeOf(last) }) : null;
    const pupils = [...new Set(rows.map((it) => it.pupilId))];
    await this.sensitiveReads.note(
      ctx,
      'pupils',
      pupils.map((id) => ({ ownerId: schoolId, id })),
    );
    const data = rows.map((it): RetentionReviewView => ({
      pupilId: it.pupilId,
      kind: it.kind,
      dueDate: it.dueDate,
      wholeDueDate: it.wholeDueDate,
      records: it.records,
      years: frame.terms[it.kind],
      basis: KINDS[it.kind].basis,
      setBySchool: schedules.some((one) => one.kind === it.kind),
      held: kept.has(it.pupilId),
    }));
    return { data, page: query.count ? { next, total: wanted.length } : { next } };
  }
}

/** What has been due longest comes first. */
function placeOf({ dueDate, pupilId, kind }: Due): string[] {
  return [dueDate, pupilId, kind];
}

function inOrder(a: Due, b: Due): number {
  return compare(placeOf(a), placeOf(b));
}

function compare(a: readonly string[], b: readonly string[]): number {
  const i = a.findIndex((it, at) => it !== b[at]);
  return i < 0 ? 0 : a[i]! < b[i]! ? -1 : 1;
}
