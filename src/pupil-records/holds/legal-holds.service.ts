import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { filter, ofPupil, within } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { invalid } from '../../common/errors/domain-error.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { holdPupil } from '../../pupils/hold-pupils.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import type { CreateLegalHoldDto, LegalHoldQuery, UpdateLegalHoldDto } from './legal-hold.dto.js';
import { LegalHoldEntity } from './legal-hold.entity.js';

const LIST = {
  entity: LegalHoldEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    startDate: { column: 'start_date', property: 'startDate' },
  },
  defaultSort: 'id',
};

/** Holds on pupils' records, placed and lifted by named members of staff. */
@Injectable()
export class LegalHoldsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: LegalHoldQuery): Promise<RowPage<LegalHoldEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      ofPupil(query.pupilId),
      within('start_date', 'end_date', query.asOf),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<LegalHoldEntity> {
    return findOwned(this.database, ctx, LegalHoldEntity, id);
  }

  place(ctx: RequestContext, dto: CreateLegalHoldDto): Promise<LegalHoldEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const pupil = await holdPupil(tx, ctx, dto.pupilId);
      const hold = { ...dto, endDate: dto.endDate ?? null };
      checkDates(hold);
      const placedByStaffId = ctx.principal.staffId!;
      const row = tx.insert(LegalHoldEntity, { ...hold, ownerId: pupil.ownerId, placedByStaffId });
      note(tx, row, 'legal-hold.place');
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  update(ctx: RequestContext, id: string, dto: UpdateLegalHoldDto): Promise<LegalHoldEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { ownerId, pupilId } = await findOwned(tx, ctx, LegalHoldEntity, id);
      // The pupil is held before the hold, as by erasure.
      await tx.lockOne(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
      const before = await lockOwned(tx, ctx, LegalHoldEntity, id);
      checkPrecondition(ctx, before);
      checkDates({ ...before, ...dto });
      const row = tx.update(LegalHoldEntity, before, { ...dto });
      if (row !== before) note(tx, row, 'legal-hold.change');
      return row;
    });
  }
}

function checkDates({ startDate, endDate }: Pick<LegalHoldEntity, 'startDate' | 'endDate'>): void {
  if (endDate === null || endDate >= startDate) return;
  throw invalid({ pointer: '/endDate', code: 'ends-before-start', detail: 'The end lies before the start.' });
}

function note(tx: Transaction, { ownerId, id }: LegalHoldEntity, action: string): void {
  audit(tx, { ownerId, action, resource: 'legal-holds', resourceId: id });
}
