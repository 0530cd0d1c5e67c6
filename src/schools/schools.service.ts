import { Injectable } from '@nestjs/common';
import { DomainError, duplicate, invalid } from '../common/errors/domain-error.js';
import { newId } from '../common/ids.js';
import { filter, Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../auth/tenancy.js';
import { Database } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { CreateSchoolDto, SchoolQuery, UpdateSchoolDto } from './school.dto.js';
import { SchoolEntity } from './school.entity.js';
import { trustFault } from './trusts/trusts.service.js';

const LIST = {
  entity: SchoolEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    name: { column: 'name', property: 'name' },
    urn: { column: 'urn', property: 'urn' },
  },
  defaultSort: 'id',
};

/** Schools of the installation. */
@Injectable()
export class SchoolsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: SchoolQuery): Promise<RowPage<SchoolEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('urn = ?', query.urn),
      filter('la_code = ?', query.laCode),
      filter('phase = ?', query.phase),
      filter('trust_id = ?', query.trustId),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<SchoolEntity> {
    return findOwned(this.database, ctx, SchoolEntity, id);
  }

  create(ctx: RequestContext, dto: CreateSchoolDto): Promise<SchoolEntity> {
    if (ctx.principal.schoolIds !== null) {
      throw new DomainError('scope-missing', 'Only a client that sees every school may add one.');
    }
    return this.uow.run(ctx.principal, async (tx) => {
      await refuseTaken(tx, dto, null);
      await refuseUnknownTrust(tx, dto.trustId);
      const id = newId();
      const row = tx.insert(SchoolEntity, { ...dto, trustId: dto.trustId ?? null, id, ownerId: id });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  update(ctx: RequestContext, id: string, dto: UpdateSchoolDto): Promise<SchoolEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockOwned(tx, ctx, SchoolEntity, id);
      checkPrecondition(ctx, before);
      const keys = [dto.urn, dto.laCode, dto.establishment, dto.trustId];
      if (ctx.principal.schoolIds !== null && keys.some((it) => it !== undefined)) {
        // A key that is taken would tell of a school that the token does not see, and a trust has other schools.
        const detail = 'Only a client that sees every school may change its keys or its trust.';
        throw new DomainError('scope-missing', detail);
      }
      await refuseTaken(tx, { ...before, ...dto }, id);
      await refuseUnknownTrust(tx, dto.trustId);
      return tx.update(SchoolEntity, before, { ...dto });
    });
  }
}

async function refuseUnknownTrust(tx: Transaction, trustId: string | null | undefined): Promise<void> {
  const fault = await trustFault(tx, trustId);
  if (fault) throw invalid(fault);
}

async function refuseTaken(
  tx: Transaction,
  school: Pick<SchoolEntity, 'urn' | 'laCode' | 'establishment'>,
  ownId: string | null,
): Promise<void> {
  const rows = await tx.select(SchoolEntity, 'where urn = ? or (la_code = ? and establishment = ?)', [
    school.urn,
    school.laCode,
    school.establishment,
  ]);
  const other = rows.find((it) => it.id !== ownId);
  if (!other) return;
  throw other.urn === school.urn
    ? duplicate('/urn', 'A school with this URN is there already.')
    : duplicate(
        '/establishment',
        'A school with this local authority and establishment number is there already.',
      );
}
