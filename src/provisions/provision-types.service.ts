import { Injectable } from '@nestjs/common';
import { offered } from '../auth/lists/conditions.js';
import { filter, Lists, type RowPage } from '../auth/lists/lists.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwnedOrSystem, ownedByOrSystem, requireSchool } from '../auth/tenancy.js';
import { duplicate } from '../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { SchoolEntity } from '../schools/school.entity.js';
import { findProvisionType } from './find-provision-type.js';
import type { CreateProvisionTypeDto, ProvisionTypeQuery } from './provision-type.dto.js';
import { NOT_CONTRIBUTED, provisionTypeColumns, ProvisionTypeEntity } from './provision-type.entity.js';

const LIST = {
  entity: ProvisionTypeEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    key: { column: 'type_key', property: 'typeKey' },
    wave: { column: 'wave', property: 'wave' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Kinds of provision: the system's, which every school may use, and each school's own. */
@Injectable()
export class ProvisionTypesService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: ProvisionTypeQuery): Promise<RowPage<ProvisionTypeEntity>> {
    return this.lists.page(LIST, query, [
      ownedByOrSystem(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('type_key = ?', query.key),
      filter('wave = ?', query.wave),
      filter('category = ?', query.category),
      filter('area_of_need = ?', query.areaOfNeed),
      filter('feature = ?', query.feature),
      filter('contributed_by = ?', query.contributedBy),
      offered(query.offered),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<ProvisionTypeEntity> {
    return findOwnedOrSystem(this.database, ctx, ProvisionTypeEntity, id);
  }

  /** A key that the school has already gets its next version; the school's row is held, so none is lost. */
  async create(ctx: RequestContext, dto: CreateProvisionTypeDto): Promise<ProvisionTypeEntity> {
    await requireSchool(this.database, ctx, dto.schoolId);
    return this.uow.run(ctx.principal, async (tx) => {
      const { schoolId, key } = dto;
      await tx.lock(SchoolEntity, 'where id = ?', [schoolId]);
      const newest = await findProvisionType(tx, schoolId, key);
      if (newest?.ownerId === SYSTEM_OWNER) {
        throw duplicate('/key', 'A kind of provision with this key ships with Espalier; choose another key.');
      }
      const row = tx.insert(ProvisionTypeEntity, {
        ...provisionTypeColumns(dto),
        ...NOT_CONTRIBUTED,
        ownerId: schoolId,
        typeKey: key,
        typeVersion: (newest?.typeVersion ?? 0) + 1,
      });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }
}
