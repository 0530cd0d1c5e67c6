import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { filter, ofPupil } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { type AttendanceQuery, CreateAttendanceDto, type UpdateAttendanceDto } from './attendance.dto.js';
import { AttendanceEntity } from './attendance.entity.js';
import { attendanceFaults } from './check-attendance.js';
import { weekOf, writeAttendance } from './write-attendance.js';

const LIST = {
  entity: AttendanceEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    weekStart: { column: 'week_start', property: 'weekStart' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'weekStart',
};

/** Weekly attendance of pupils: one row for a pupil and a week, corrected in place with its history kept. */
@Injectable()
export class AttendanceService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: AttendanceQuery): Promise<RowPage<AttendanceEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      ofPupil(query.pupilId),
      filter('week_start >= ?', query.dateFrom),
      filter('week_start <= ?', query.dateTo),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<AttendanceEntity> {
    return findOwned(this.database, ctx, AttendanceEntity, id);
  }

  create(ctx: RequestContext, dto: CreateAttendanceDto): Promise<AttendanceEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writeAttendance(tx, ctx, [{ index: 0, dto }], 'none')).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as AttendanceEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateAttendanceDto, bodies, query, (tx, items, bySource) =>
      writeAttendance(tx, ctx, items, bySource ? 'source' : 'none'),
    );
  }

  update(ctx: RequestContext, id: string, dto: UpdateAttendanceDto): Promise<AttendanceEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { ownerId, pupilId } = await findOwned(tx, ctx, AttendanceEntity, id);
      // The pupil is held before the week, as by every writer.
      const pupil = await tx.lockOne(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
      const before = await lockOwned(tx, ctx, AttendanceEntity, id);
      checkPrecondition(ctx, before);
      const week = weekOf({ ...before, ...dto });
      const faults = attendanceFaults(week, pupil!.dateOfBirth, today());
      if (faults.length > 0) throw invalid(...faults);
      return tx.update(AttendanceEntity, before, week);
    });
  }

  async remove(ctx: RequestContext, id: string): Promise<void> {
    await this.uow.run(ctx.principal, async (tx) => {
      const row = await lockOwned(tx, ctx, AttendanceEntity, id);
      checkPrecondition(ctx, row);
      tx.remove(AttendanceEntity, row);
    });
  }
}
