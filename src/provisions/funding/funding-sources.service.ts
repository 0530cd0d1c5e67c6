import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { filter } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import {
  CreateFundingSourceDto,
  type FundingSourceQuery,
  type UpdateFundingSourceDto,
} from './funding-source.dto.js';
import { FundingSourceEntity } from './funding-source.entity.js';
import { fundingSourcePatch, nameTaken, writeFundingSources } from './write-funding-sources.js';

const LIST = {
  entity: FundingSourceEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    name: { column: 'name', property: 'name' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Where schools' money for provision comes from. */
@Injectable()
export class FundingSourcesService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: FundingSourceQuery): Promise<RowPage<FundingSourceEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('kind = ?', query.kind),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<FundingSourceEntity> {
    return findOwned(this.database, ctx, FundingSourceEntity, id);
  }

  create(ctx: RequestContext, dto: CreateFundingSourceDto): Promise<FundingSourceEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writeFundingSources(tx, ctx, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as FundingSourceEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateFundingSourceDto, bodies, query, (tx, items, bySource) =>
      writeFundingSources(tx, ctx, items, bySource),
    );
  }

  async update(ctx: RequestContext, id: string, dto: UpdateFundingSourceDto): Promise<FundingSourceEntity> {
    const { ownerId } = await this.find(ctx, id);
    return this.uow.run(ctx.principal, async (tx) => {
      // The school is held first, as by every writer of names.
      await tx.lock(SchoolEntity, 'where id = ?', [ownerId]);
      const before = await lockOwned(tx, ctx, FundingSourceEntity, id);
      checkPrecondition(ctx, before);
      if (dto.name !== undefined && dto.name !== before.name) {
        const taken = 'select 1 from funding_source where owner_id = ? and name = ?';
        if ((await tx.query(taken, [ownerId, dto.name])).length > 0) throw nameTaken();
      }
      return tx.update(FundingSourceEntity, before, fundingSourcePatch(dto));
    });
  }

  /** One that pays for a provision or has a budget stays. */
  async remove(ctx: RequestContext, id: string): Promise<void> {
    await this.uow.run(ctx.principal, async (tx) => {
      const row = await lockOwned(tx, ctx, FundingSourceEntity, id);
      checkPrecondition(ctx, row);
      const used = await tx.query(
        `select id from budget where owner_id = ? and funding_source_id = ?
         union all select id from provision where owner_id = ? and funding like ?`,
        [row.ownerId, id, row.ownerId, `%"${id}"%`],
      );
      if (used.length > 0) {
        throw new DomainError('conflict', 'Provisions are paid from this source, or it has a budget.');
      }
      tx.remove(FundingSourceEntity, row);
    });
  }
}
