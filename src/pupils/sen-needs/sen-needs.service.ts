import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { existsFact, type ListCondition, within } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { findOwned, lockOwned } from '../../auth/tenancy.js';
import { DomainError, invalid, notFound } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { CharacteristicEntity } from '../characteristic.entity.js';
import { PupilEntity } from '../pupil.entity.js';
import { needFaults } from './check-needs.js';
import {
  type CreateSenNeedDto,
  SenNeedItemDto,
  type SenNeedQuery,
  type UpdateSenNeedDto,
} from './sen-need.dto.js';
import { SenNeedEntity } from './sen-need.entity.js';
import { StoredNeeds, writeNeeds } from './write-needs.js';

const LIST = {
  entity: SenNeedEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    needRank: { column: 'need_rank', property: 'needRank' },
    startDate: { column: 'start_date', property: 'startDate' },
  },
  defaultSort: 'needRank,startDate',
};

/** Needs of pupils with SEN: sensitive as a whole, and every read of them is audited. */
@Injectable()
export class SenNeedsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, pupilId: string, query: SenNeedQuery): Promise<RowPage<SenNeedEntity>> {
    requireSensitive(ctx);
    const pupil = await findOwned(this.database, ctx, PupilEntity, pupilId);
    const found = await this.lists.page(LIST, query, [
      { sql: 'owner_id = ? and pupil_id = ?', params: [pupil.ownerId, pupil.id] },
      within('start_date', 'end_date', query.asOf),
      inForce(pupil, query),
    ]);
    await this.sensitiveReads.note(ctx, 'pupils', [pupil]);
    return found;
  }

  async find(ctx: RequestContext, pupilId: string, id: string): Promise<SenNeedEntity> {
    requireSensitive(ctx);
    const row = await findOwned(this.database, ctx, SenNeedEntity, id);
    if (row.pupilId !== pupilId) throw notFound();
    await this.sensitiveReads.note(ctx, 'pupils', [{ ownerId: row.ownerId, id: row.pupilId }]);
    return row;
  }

  create(ctx: RequestContext, pupilId: string, dto: CreateSenNeedDto): Promise<SenNeedEntity> {
    requireSensitive(ctx);
    return this.uow.run(ctx.principal, async (tx) => {
      await findOwned(tx, ctx, PupilEntity, pupilId);
      const item = { index: 0, dto: { ...dto, pupilId } };
      const outcome = (await writeNeeds(tx, ctx, [item], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as SenNeedEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    requireSensitive(ctx);
    return carryOutBatch(this.uow, ctx, SenNeedItemDto, bodies, query, (tx, items, bySource) =>
      writeNeeds(tx, ctx, items, bySource),
    );
  }

  update(ctx: RequestContext, pupilId: string, id: string, dto: UpdateSenNeedDto): Promise<SenNeedEntity> {
    requireSensitive(ctx);
    return this.uow.run(ctx.principal, async (tx) => {
      const pupil = await lockOwned(tx, ctx, PupilEntity, pupilId);
      const before = await lockOwned(tx, ctx, SenNeedEntity, id);
      if (before.pupilId !== pupilId) throw notFound();
      checkPrecondition(ctx, before);
      const { provision, needs } = await StoredNeeds.read(tx, pupil);
      const faults = needFaults({ ...before, ...dto }, provision, needs);
      if (faults.length > 0) throw invalid(...faults);
      return tx.update(SenNeedEntity, before, { ...dto });
    });
  }

  async remove(ctx: RequestContext, pupilId: string, id: string): Promise<void> {
    requireSensitive(ctx);
    await this.uow.run(ctx.principal, async (tx) => {
      await lockOwned(tx, ctx, PupilEntity, pupilId);
      const row = await lockOwned(tx, ctx, SenNeedEntity, id);
      if (row.pupilId !== pupilId) throw notFound();
      checkPrecondition(ctx, row);
      tx.remove(SenNeedEntity, row);
    });
  }
}

/** Where provision has ended since, a need that was left open has ended too. */
function inForce({ ownerId, id }: PupilEntity, { asOf, knownAt }: SenNeedQuery): ListCondition | null {
  const provision = within('characteristic.start_date', 'characteristic.end_date', asOf);
  if (!provision) return null;
  return existsFact(CharacteristicEntity, knownAt, {
    sql: `characteristic.owner_id = ? and characteristic.pupil_id = ? and characteristic.kind = 'sen'
      and characteristic.value in ('K', 'E') and ${provision.sql}`,
    params: [ownerId, id, ...provision.params],
  });
}

function requireSensitive(ctx: RequestContext): void {
  if (!seesSensitive(ctx)) {
    throw new DomainError('sensitive-refused', 'SEN needs need the scope sensitive:read.');
  }
}
