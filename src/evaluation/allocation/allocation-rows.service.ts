import { Injectable } from '@nestjs/common';
import { audit, SensitiveReads } from '../../auth/audit/audit.js';
import { ofPupil } from '../../auth/lists/conditions.js';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { pupilsOf } from '../../pupils/pupils-of.js';
import type { AllocationRowQuery, UpdateAllocationRowDto } from './allocation.dto.js';
import { AllocationEntity } from './allocation.entity.js';
import { AllocationRowEntity } from './allocation-row.entity.js';
import { PlacesLeft } from './assign-places.js';
import { offerFrameOf } from './offer-frame.js';
import { positionAt } from './position-at.js';
import { readOffered } from './read-offered.js';
import { requireWholeSchool } from './require-whole-school.js';

const LIST = {
  entity: AllocationRowEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    rank: { column: 'position', property: 'position' },
  },
  defaultSort: 'rank',
};

/** Rows of allocations: read by all who read recommendations, moved and withheld by named people. */
@Injectable()
export class AllocationRowsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, query: AllocationRowQuery): Promise<RowPage<AllocationRowEntity>> {
    const { changed } = query;
    const found = await this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('allocation_id = ?', query.allocationId),
      filter('recommendation_id = ?', query.recommendationId),
      ofPupil(query.pupilId),
      filter('outcome = ?', query.outcome),
      filter('provision_type = ?', query.provisionType),
      filter('wave = ?', query.wave),
      changed === undefined ? null : { sql: `changed_by is ${changed ? 'not null' : 'null'}`, params: [] },
    ]);
    await this.note(ctx, found.rows);
    return found;
  }

  async find(ctx: RequestContext, id: string): Promise<AllocationRowEntity> {
    const row = await findOwned(this.database, ctx, AllocationRowEntity, id);
    await this.note(ctx, [row]);
    return row;
  }

  /** Moves or withholds one row of an open allocation. What the policy proposed stays beside it. */
  async change(ctx: RequestContext, id: string, dto: UpdateAllocationRowDto): Promise<AllocationRowEntity> {
    const { allocationId } = await findOwned(this.database, ctx, AllocationRowEntity, id);
    requireWholeSchool(ctx);
    if (dto.outcome === undefined && dto.rank === undefined) {
      throw invalid({
        pointer: '/outcome',
        code: 'missing',
        detail: 'Say what changes: outcome, rank, or both.',
      });
    }
    return this.uow.run(ctx.principal, async (tx) => {
      // The allocation is held first, as by who confirms it.
      const allocation = await lockOwned(tx, ctx, AllocationEntity, allocationId);
      const before = await lockOwned(tx, ctx, AllocationRowEntity, id);
      checkPrecondition(ctx, before);
      if (before.onSensitiveInputs && !seesSensitive(ctx)) {
        throw new DomainError(
          'sensitive-refused',
          'Its reasons rest on sensitive inputs: who changes it reads them, with the scope sensitive:read.',
        );
      }
      if (allocation.status !== 'open') {
        throw new DomainError(
          'transition-refused',
          `The allocation is ${allocation.status}, no longer open.`,
        );
      }
      const outcome = dto.outcome ?? before.outcome;
      const others = await tx.select(
        AllocationRowEntity,
        'where owner_id = ? and allocation_id = ? and id <> ? order by position, id',
        [before.ownerId, allocationId, id],
      );
      const row = tx.update(AllocationRowEntity, before, {
        outcome,
        position: dto.rank === undefined ? before.position : positionAt(dto.rank, others),
        provisionId: outcome === 'funded' ? await this.groupFor(tx, allocation, before, others) : null,
        changeReason: dto.changeReason,
        changedBy: ctx.principal.staffId,
      });
      audit(tx, {
        ownerId: before.ownerId,
        action: 'allocation.change',
        resource: 'allocation-rows',
        resourceId: id,
        detail: { allocationId, outcome, ...(dto.rank !== undefined && { rank: dto.rank }) },
      });
      return row;
    });
  }

  /** The group whose place a row gets, after those that the others have; null where none is left. */
  private async groupFor(
    tx: Transaction,
    allocation: AllocationEntity,
    row: AllocationRowEntity,
    others: readonly AllocationRowEntity[],
  ): Promise<string | null> {
    if (row.outcome === 'funded') return row.provisionId;
    const left = new PlacesLeft(await readOffered(tx, await offerFrameOf(tx, allocation, today())));
    for (const it of others) if (it.provisionId !== null) left.take(it, it.provisionId);
    return left.take(row)?.id ?? null;
  }

  private note(ctx: RequestContext, rows: readonly AllocationRowEntity[]): Promise<void> {
    return this.sensitiveReads.note(ctx, 'pupils', pupilsOf(rows));
  }
}
