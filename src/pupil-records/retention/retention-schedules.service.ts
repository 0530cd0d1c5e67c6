import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned } from '../../auth/tenancy.js';
import { DomainError, invalid, notFound } from '../../common/errors/domain-error.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import { readSchedules } from './read-terms.js';
import { isRecordKind, RECORD_KINDS } from './record-kinds.js';
import type { PutRetentionScheduleDto } from './retention-schedule.dto.js';
import { RetentionScheduleEntity } from './retention-schedule.entity.js';
import { type RetentionScheduleView, toRetentionScheduleView } from './retention-schedule.view.js';
import { faultOfTerm } from './term-rules.js';

/** For how long each school keeps each kind of record. */
@Injectable()
export class RetentionSchedulesService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
  ) {}

  async list(ctx: RequestContext, schoolId: string): Promise<RetentionScheduleView[]> {
    await findOwned(this.database, ctx, SchoolEntity, schoolId);
    const rows = await readSchedules(this.database, schoolId, ctx.knownAt);
    return RECORD_KINDS.map((kind) =>
      toRetentionScheduleView(schoolId, kind, rows.find((it) => it.kind === kind) ?? null),
    );
  }

  async find(ctx: RequestContext, schoolId: string, kind: string): Promise<RetentionScheduleView> {
    const found = (await this.list(ctx, schoolId)).find((it) => it.kind === kind);
    if (!found) throw notFound();
    return found;
  }

  /** Throws `validation-failed` below what statute demands, and for less than usual without a reason. */
  put(
    ctx: RequestContext,
    schoolId: string,
    kind: string,
    { years, reason = null }: PutRetentionScheduleDto,
  ): Promise<RetentionScheduleView> {
    return this.uow
      .run(ctx.principal, async (tx) => {
        const { id: ownerId } = await lockOwned(tx, ctx, SchoolEntity, schoolId);
        if (!isRecordKind(kind)) throw notFound();
        const fault = faultOfTerm(kind, years, reason);
        if (fault) throw invalid(fault);
        const where = 'where owner_id = ? and kind = ?';
        const before = await tx.lockOne(RetentionScheduleEntity, where, [ownerId, kind]);
        if (before) checkPrecondition(ctx, before);
        else if (ctx.ifMatch !== null) throw notSetYet();
        const said = { years, reason, setByStaffId: ctx.principal.staffId! };
        const row = before
          ? tx.update(RetentionScheduleEntity, before, said)
          : tx.insert(RetentionScheduleEntity, { ownerId, kind, ...said });
        if (row !== before) {
          const action = 'retention-schedule.set';
          audit(tx, {
            ownerId,
            action,
            resource: 'retention-schedules',
            resourceId: row.id,
            detail: { kind, years },
          });
        }
        return () => toRetentionScheduleView(ownerId, kind, row);
      })
      .then((view) => view());
  }
}

function notSetYet(): DomainError {
  return new DomainError('precondition-failed', 'The school has set nothing of its own yet.');
}
