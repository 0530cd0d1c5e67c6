import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { filter } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { Database, type Reader } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { LegalHoldEntity } from '../holds/legal-hold.entity.js';
import { RecordTables } from '../record-tables.js';
import { erasePupil } from './erase-pupil.js';
import type { CreateErasureDto, ErasureQuery } from './erasure.dto.js';
import { type ErasedDecision, ErasureEntity } from './erasure.entity.js';

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

  /** All in one transaction. Throws `conflict` under a legal hold, `run-active` while a run goes on at the school. */
  erase(ctx: RequestContext, pupilId: string, { ground, reason }: CreateErasureDto): Promise<ErasureEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const pupil = await lockOwned(tx, ctx, PupilEntity, pupilId);
      const { ownerId } = pupil;
      await refuseHeld(tx, pupil);
      await refuseRunning(tx, ownerId);
      const decisions = await decisionsAbout(tx, pupil);
      const counts = await erasePupil(tx, this.tables.all, pupil);
      const staffId = ctx.principal.staffId!;
      const erased = { formerId: pupilId, ground, reason, staffId, counts, decisions };
      const row = tx.insert(ErasureEntity, { ...erased, ownerId });
      audit(tx, { ownerId, action: 'pupil.erase', resource: 'erasures', resourceId: row.id });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }
}

function decisionsAbout(reader: Reader, { ownerId, id }: PupilEntity): Promise<ErasedDecision[]> {
  return reader.query<ErasedDecision & Record<string, unknown>>(
    `select d.id as decisionId, r.plugin as plugin, r.policy_id as policyId, d.outcome as outcome
      from decision d join recommendation r
        on r.owner_id = d.owner_id and r.pupil_id = d.pupil_id and r.id = d.recommendation_id
      where d.owner_id = ? and d.pupil_id = ? order by d.id`,
    [ownerId, id],
  );
}

async function refuseHeld(reader: Reader, { ownerId, id }: PupilEntity): Promise<void> {
  const day = today();
  const held = await reader.selectOne(
    LegalHoldEntity,
    'where owner_id = ? and pupil_id = ? and start_date <= ? and (end_date is null or end_date >= ?)',
    [ownerId, id, day, day],
  );
  if (held) throw new DomainError('conflict', `A legal hold (${held.id}) keeps this record; lift it first.`);
}

/** A run writes down what it found of each pupil, and counts them, until it has ended. */
async function refuseRunning(reader: Reader, ownerId: string): Promise<void> {
  const running = await reader.query(
    "select 1 from evaluation where owner_id = ? and status = 'running' limit 1",
    [ownerId],
  );
  if (running.length > 0) {
    throw new DomainError('run-active', 'A run is under way at the school; erase when it has ended.');
  }
}
