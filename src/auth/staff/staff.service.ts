import { Injectable } from '@nestjs/common';
import { duplicate } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { sourceColumns } from '../../common/source.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { audit, type AuditEntry } from '../audit/audit.js';
import { carryOutBatch } from '../batches/carry-out-batch.js';
import { refuseTakenSource } from '../batches/source-rows.js';
import { filter, Lists, type RowPage } from '../lists/lists.js';
import { checkPrecondition } from '../precondition.js';
import type { RequestContext } from '../request-context.js';
import { hashSecret } from '../secrets.js';
import { changesAccess, endTokens, Revocations } from '../tokens/revocations.js';
import { findOwned, lockOwned, ownedBy, requireSchool } from '../tenancy.js';
import { type CreateStaffDto, StaffItemDto, type StaffQuery, type UpdateStaffDto } from './staff.dto.js';
import { StaffEntity } from './staff.entity.js';
import { writeStaff } from './write-staff.js';

const LIST = {
  entity: StaffEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    name: { column: 'name', property: 'name' },
  },
  defaultSort: 'id',
};

/** People who work at schools. */
@Injectable()
export class StaffService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly revocations: Revocations,
  ) {}

  list(ctx: RequestContext, query: StaffQuery): Promise<RowPage<StaffEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<StaffEntity> {
    return findOwned(this.database, ctx, StaffEntity, id);
  }

  async create(
    ctx: RequestContext,
    { schoolId, password, source, ...dto }: CreateStaffDto,
  ): Promise<StaffEntity> {
    await requireSchool(this.database, ctx, schoolId);
    const passwordHash = password ? await hashSecret(password) : null;
    const email = dto.email.toLowerCase();
    return this.uow.run(ctx.principal, async (tx) => {
      await refuseTaken(tx, email, null);
      await refuseTakenSource(tx, StaffEntity, 'A member of staff', { ownerId: schoolId, source }, null);
      const row = tx.insert(StaffEntity, {
        ...dto,
        email,
        passwordHash,
        enabled: true,
        ...sourceColumns(source),
        ownerId: schoolId,
      });
      audit(tx, { ownerId: schoolId, action: 'staff.create', resource: 'staff', resourceId: row.id });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  async batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    let ended: readonly StaffEntity[] = [];
    let audited: readonly AuditEntry[] = [];
    const answer = await carryOutBatch(
      this.uow,
      ctx,
      StaffItemDto,
      bodies,
      query,
      async (tx, items, bySource) => {
        const written = await writeStaff(tx, ctx, items, bySource);
        ({ audited } = written);
        ended = [...written.ended];
        return written.outcomes;
      },
      (tx) => {
        audit(tx, ...audited);
        for (const row of ended) endTokens(tx, row.id, row);
      },
    );
    for (const row of ended) this.revocations.note(row.id, row.sinceVersion);
    return answer;
  }

  async update(ctx: RequestContext, id: string, { password, ...dto }: UpdateStaffDto): Promise<StaffEntity> {
    const passwordHash = password ? await hashSecret(password) : null;
    const { row, ended } = await this.uow.run(ctx.principal, async (tx) => {
      const before = await lockOwned(tx, ctx, StaffEntity, id);
      checkPrecondition(ctx, before);
      const email = dto.email?.toLowerCase() ?? before.email;
      await refuseTaken(tx, email, id);
      const changed = Object.keys({ ...dto, ...(password !== undefined && { password }) });
      audit(tx, {
        ownerId: before.ownerId,
        action: 'staff.update',
        resource: 'staff',
        resourceId: id,
        detail: { changed },
      });
      const after = tx.update(StaffEntity, before, {
        ...dto,
        email,
        ...(password !== undefined && { passwordHash }),
      });
      const ends = changesAccess(before, after, ['enabled', 'roles', 'passwordHash']);
      if (ends) endTokens(tx, id, after);
      return { row: after, ended: ends };
    });
    if (ended) this.revocations.note(id, row.sinceVersion);
    return row;
  }
}

async function refuseTaken(tx: Transaction, email: string, ownId: string | null): Promise<void> {
  const other = await tx.selectOne(StaffEntity, 'where email = ?', [email]);
  if (other && other.id !== ownId) throw duplicate('/email', 'This e-mail address is taken.');
}
