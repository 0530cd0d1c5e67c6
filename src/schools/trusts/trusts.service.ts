import { Injectable } from '@nestjs/common';
import { filter, type ListCondition } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { ownedBy } from '../../auth/tenancy.js';
import { DomainError, duplicate, type Fault, notFound } from '../../common/errors/domain-error.js';
import { isId, newId } from '../../common/ids.js';
import { Database, type Reader } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import type { CreateTrustDto, TrustQuery, UpdateTrustDto } from './trust.dto.js';
import { TrustEntity } from './trust.entity.js';

const LIST = {
  entity: TrustEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    name: { column: 'name', property: 'name' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Trusts. A token sees the trusts of its schools; only a client that sees every school changes one. */
@Injectable()
export class TrustsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: TrustQuery): Promise<RowPage<TrustEntity>> {
    return this.lists.page(LIST, query, [
      ofOwnSchools(ctx),
      filter('group_uid = ?', query.groupUid),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
  }

  async find(ctx: RequestContext, id: string): Promise<TrustEntity> {
    if (!isId(id)) throw notFound();
    const own = ofOwnSchools(ctx);
    const where = own ? `id = ? and ${own.sql}` : 'id = ?';
    const [row] = await this.database.selectKnownAt(TrustEntity, ctx.knownAt, where, [
      id,
      ...(own?.params ?? []),
    ]);
    if (!row) throw notFound();
    return row;
  }

  create(ctx: RequestContext, dto: CreateTrustDto): Promise<TrustEntity> {
    requireEverySchool(ctx);
    return this.uow.run(ctx.principal, async (tx) => {
      const groupUid = dto.groupUid ?? null;
      await refuseTaken(tx, groupUid, null);
      const id = newId();
      const row = tx.insert(TrustEntity, { name: dto.name, groupUid, id, ownerId: id });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  async update(ctx: RequestContext, id: string, dto: UpdateTrustDto): Promise<TrustEntity> {
    await this.find(ctx, id);
    requireEverySchool(ctx);
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await tx.lockOne(TrustEntity, 'where id = ?', [id]);
      if (!before) throw notFound();
      checkPrecondition(ctx, before);
      await refuseTaken(tx, dto.groupUid ?? null, id);
      return tx.update(TrustEntity, before, { ...dto });
    });
  }
}

/** The fault of a trust that is not there; null for one that is, and for none. */
export async function trustFault(reader: Reader, id: string | null | undefined): Promise<Fault | null> {
  if (!id) return null;
  const found = await reader.query('select 1 from trust where id = ?', [id]);
  if (found.length > 0) return null;
  return { pointer: '/trustId', code: 'unknown-trust', detail: 'No trust with this id is known.' };
}

/** The trusts of the schools that a token sees; null where it sees every school. */
function ofOwnSchools(ctx: RequestContext): ListCondition | null {
  if (ctx.principal.schoolIds === null) return null;
  const { sql, params } = ownedBy(ctx, 's.');
  return { sql: `trust.id in (select s.trust_id from school s where ${sql})`, params };
}

function requireEverySchool(ctx: RequestContext): void {
  if (ctx.principal.schoolIds === null) return;
  throw new DomainError('scope-missing', 'Only a client that sees every school may add or change a trust.');
}

async function refuseTaken(tx: Transaction, groupUid: string | null, ownId: string | null): Promise<void> {
  if (groupUid === null) return;
  const other = await tx.selectOne(TrustEntity, 'where group_uid = ?', [groupUid]);
  if (other && other.id !== ownId) throw duplicate('/groupUid', 'A trust with this number is there already.');
}
