import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../auth/batches/carry-out-batch.js';
import { filter, within } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../auth/tenancy.js';
import { DomainError, invalid } from '../common/errors/domain-error.js';
import type { BatchQuery } from '../common/http/batch.dto.js';
import type { BatchAnswerView } from '../common/http/batch.view.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { provisionFaults } from './check-provision.js';
import { CreateProvisionDto, type ProvisionQuery, type UpdateProvisionDto } from './provision.dto.js';
import { ProvisionEntity } from './provision.entity.js';
import { ProvisionNames } from './provision-names.js';
import { changeProvision, provisionPatch, writeProvisions } from './write-provisions.js';

const LIST = {
  entity: ProvisionEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    name: { column: 'name', property: 'name' },
    startDate: { column: 'start_date', property: 'startDate' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Provisions of schools. A change never leaves more places held than there are. */
@Injectable()
export class ProvisionsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: ProvisionQuery): Promise<RowPage<ProvisionEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('provision_type_id = ?', query.provisionTypeId),
      filter('subject = ?', query.subject),
      within('start_date', 'end_date', query.asOf),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<ProvisionEntity> {
    return findOwned(this.database, ctx, ProvisionEntity, id);
  }

  create(ctx: RequestContext, dto: CreateProvisionDto): Promise<ProvisionEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writeProvisions(tx, ctx, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as ProvisionEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateProvisionDto, bodies, query, (tx, items, bySource) =>
      writeProvisions(tx, ctx, items, bySource),
    );
  }

  update(ctx: RequestContext, id: string, dto: UpdateProvisionDto): Promise<ProvisionEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockOwned(tx, ctx, ProvisionEntity, id);
      checkPrecondition(ctx, before);
      const after = { ...before, ...provisionPatch(dto, before) };
      const names = await ProvisionNames.read(tx, ctx, [after]);
      const faults = [...names.faultsOf(after, before), ...provisionFaults(after)];
      if (faults.length > 0) throw invalid(...faults);
      return changeProvision(tx, before, dto);
    });
  }
}
