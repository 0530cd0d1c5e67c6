import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { filter } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { RecordTables } from '../record-tables.js';
import { heldParts } from '../retention/held-parts.js';
import { requireDue } from '../retention/require-due.js';
import { decisionsAbout, toErasedDecision } from './decisions-about.js';
import { erasePupil } from './erase-pupil.js';
import type { CreateErasureDto, ErasureQuery } from './erasure.dto.js';
import { ErasureEntity } from './erasure.entity.js';
import { refuseHeld, refuseRunning } from './refuse-erasure.js';

const LIST = {
  entity: ErasureEntity,
  sortable: { id: { column: 'id', property: 'id' } },
  defaultSort: '-id',
};

/** Erases pupils' records, and keeps that it was done. */
@Injectable()
export class ErasuresService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly tables: RecordTables,
  ) {}

  list(ctx: RequestContext, query: ErasureQuery): Promise<RowPage<ErasureEntity>> {
    return this.lists.page(LIST, query, [ownedBy(ctx), filter('owner_id = ?', query.schoolId)]);
  }

  find(ctx: RequestContext, id: string): Promise<ErasureEntity> {
    return findOwned(this.database, ctx, ErasureEntity, id);
  }

  /**
   * All in one transaction. Throws `conflict` under a legal hold, `run-active` while a run goes on at the school, and
   * on the ground of retention `not-due` while something of it is to be kept.
   */
  erase(ctx: RequestContext, pupilId: string, { ground, reason }: CreateErasureDto): Promise<ErasureEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const pupil = await lockOwned(tx, ctx, PupilEntity, pupilId);
      const { ownerId } = pupil;
      await refuseHeld(tx, pupil);
      await refuseRunning(tx, ownerId);
      if (ground === 'retention') await requireDue(tx, heldParts(this.tables.all), pupil, 'pupil-record');
      const decisions = (await decisionsAbout(tx, pupil)).map(toErasedDecision);
      const counts = await erasePupil(tx, this.tables.all, pupil);
      const staffId = ctx.principal.staffId!;
      const erased = { formerId: pupilId, kind: null, ground, reason, staffId, counts, decisions };
      const row = tx.insert(ErasureEntity, { ...erased, ownerId });
      audit(tx, { ownerId, action: 'pupil.erase', resource: 'erasures', resourceId: row.id });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }
}
