import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { filter, within } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { addDays, daysBetween } from '../../common/dates.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SchoolEntity } from '../school.entity.js';
import {
  type AcademicYearQuery,
  CreateAcademicYearDto,
  type UpdateAcademicYearDto,
} from './academic-year.dto.js';
import { AcademicYearEntity } from './academic-year.entity.js';
import { type SchoolDays, schoolDays } from './calendar.js';
import { holdYears, inOrder, named, writeAcademicYears, yearFaults } from './write-academic-years.js';

const LIST = {
  entity: AcademicYearEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    startDate: { column: 'start_date', property: 'startDate' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'startDate',
};

/** Two years, one of them a leap year. */
const MOST_DAYS = 731;

/** The calendars of schools, one for each academic year. */
@Injectable()
export class AcademicYearsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: AcademicYearQuery): Promise<RowPage<AcademicYearEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      within('start_date', 'end_date', query.asOf),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<AcademicYearEntity> {
    return findOwned(this.database, ctx, AcademicYearEntity, id);
  }

  create(ctx: RequestContext, dto: CreateAcademicYearDto): Promise<AcademicYearEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writeAcademicYears(tx, ctx, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as AcademicYearEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateAcademicYearDto, bodies, query, (tx, items, bySource) =>
      writeAcademicYears(tx, ctx, items, bySource),
    );
  }

  update(ctx: RequestContext, id: string, dto: UpdateAcademicYearDto): Promise<AcademicYearEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { ownerId } = await findOwned(tx, ctx, AcademicYearEntity, id);
      // The school is held before its years, as by every writer.
      const years = (await holdYears(tx, [ownerId])).get(ownerId) ?? [];
      const before = await lockOwned(tx, ctx, AcademicYearEntity, id);
      checkPrecondition(ctx, before);
      const { nonSchoolDays, ...members } = dto;
      const after = {
        ...before,
        ...members,
        ...(nonSchoolDays && { nonSchoolDays: nonSchoolDays.map(named) }),
      };
      const others = years.filter((it) => it.id !== id);
      const faults = yearFaults(after, others);
      if (faults.length > 0) throw invalid(...faults);
      const { name, startDate, endDate, terms, nonSchoolDays: days } = inOrder(after);
      return tx.update(AcademicYearEntity, before, { name, startDate, endDate, terms, nonSchoolDays: days });
    });
  }

  /**
   * One that a group names, or in which attendance is recorded, stays: weeks in which the school was open are told by
   * it. The tables of those are later domains', so they are read by their names.
   */
  async remove(ctx: RequestContext, id: string): Promise<void> {
    await this.uow.run(ctx.principal, async (tx) => {
      const { ownerId } = await findOwned(tx, ctx, AcademicYearEntity, id);
      await holdYears(tx, [ownerId]);
      const row = await lockOwned(tx, ctx, AcademicYearEntity, id);
      checkPrecondition(ctx, row);
      const { startDate, endDate } = row;
      const used = await tx.query(
        `select 1 from pupil_group where owner_id = ? and academic_year_id = ?
         union all select 1 from attendance_summary where owner_id = ? and week_start between ? and ? limit 1`,
        [ownerId, id, ownerId, addDays(startDate, -6), endDate],
      );
      if (used.length > 0) {
        throw new DomainError(
          'conflict',
          'Groups belong to this academic year, or attendance is recorded in it.',
        );
      }
      tx.remove(AcademicYearEntity, row);
    });
  }

  /** The school days of a span, both ends included, as the school's calendars have them. */
  async schoolDays(ctx: RequestContext, schoolId: string, from: string, to: string): Promise<SchoolDays> {
    await findOwned(this.database, ctx, SchoolEntity, schoolId);
    const days = daysBetween(from, to);
    if (days < 0 || days > MOST_DAYS) {
      const detail = 'The span ends before it starts, or is longer than two years.';
      throw invalid({ pointer: '?to', code: 'span-out-of-range', detail });
    }
    const years = await this.database.selectKnownAt(
      AcademicYearEntity,
      ctx.knownAt,
      'owner_id = ? and start_date <= ? and end_date >= ?',
      [schoolId, to, from],
    );
    return schoolDays(years, from, to);
  }
}
