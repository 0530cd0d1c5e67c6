import { Injectable } from '@nestjs/common';
import { duplicate, invalid, notFound } from '../../common/errors/domain-error.js';
import { SYSTEM_OWNER, isId } from '../../common/ids.js';
import type { PageQuery } from '../../common/paging/list.dto.js';
import { Database, places } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { audit } from '../audit/audit.js';
import { Lists, type RowPage } from '../lists/lists.js';
import { checkPrecondition } from '../precondition.js';
import type { RequestContext } from '../request-context.js';
import { seesSchool } from '../tenancy.js';
import { hashSecret, newSecret } from '../secrets.js';
import { changesAccess, endTokens, Revocations, subjectOf } from '../tokens/revocations.js';
import type { CreateClientDto, UpdateClientDto } from './client.dto.js';
import { ClientEntity } from './client.entity.js';

const LIST = {
  entity: ClientEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    clientId: { column: 'client_id', property: 'clientId' },
  },
  defaultSort: 'clientId',
};

/** The programs that may call. Only a client that sees every school manages them. */
@Injectable()
export class ClientsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly revocations: Revocations,
  ) {}

  list(ctx: RequestContext, query: PageQuery): Promise<RowPage<ClientEntity>> {
    return this.lists.page(LIST, query, [
      ctx.principal.schoolIds === null ? null : { sql: '1 = 0', params: [] },
    ]);
  }

  async find(ctx: RequestContext, id: string): Promise<ClientEntity> {
    const row = isId(id) ? await this.database.selectOne(ClientEntity, 'where id = ?', [id]) : null;
    if (!row || ctx.principal.schoolIds !== null) throw notFound();
    return row;
  }

  async create(ctx: RequestContext, dto: CreateClientDto): Promise<{ row: ClientEntity; secret: string }> {
    if (ctx.principal.schoolIds !== null) throw notFound();
    const secret = newSecret();
    const secretHash = await hashSecret(secret);
    const row = await this.uow.run(ctx.principal, async (tx) => {
      await this.checkSchools(tx, ctx, dto.schoolIds);
      await checkTrust(tx, dto);
      const taken = await tx.selectOne(ClientEntity, 'where client_id = ?', [dto.clientId]);
      if (taken) throw duplicate('/clientId', 'A client with this id is there already.');
      const added = tx.insert(ClientEntity, {
        ...dto,
        schoolIds: dto.schoolIds ?? null,
        trustId: dto.trustId ?? null,
        secretHash,
        enabled: true,
        ownerId: SYSTEM_OWNER,
      });
      audit(tx, {
        ownerId: SYSTEM_OWNER,
        action: 'client.create',
        resource: 'clients',
        resourceId: added.id,
      });
      ctx.idempotency?.keepResource(tx, added);
      return added;
    });
    return { row, secret };
  }

  async update(ctx: RequestContext, id: string, dto: UpdateClientDto): Promise<ClientEntity> {
    if (ctx.principal.schoolIds !== null || !isId(id)) throw notFound();
    const { row, ended } = await this.uow.run(ctx.principal, async (tx) => {
      const before = await tx.lockOne(ClientEntity, 'where id = ?', [id]);
      if (!before) throw notFound();
      checkPrecondition(ctx, before);
      if (dto.schoolIds !== undefined) await this.checkSchools(tx, ctx, dto.schoolIds);
      await checkTrust(tx, { ...before, ...dto });
      audit(tx, {
        ownerId: SYSTEM_OWNER,
        action: 'client.update',
        resource: 'clients',
        resourceId: id,
        detail: { ...dto },
      });
      const after = tx.update(ClientEntity, before, { ...dto });
      const ends = changesAccess(before, after, ['enabled', 'scopes', 'schoolIds', 'trustId']);
      if (ends) endTokens(tx, subjectOf({ clientId: before.clientId, staffId: null }), after);
      return { row: after, ended: ends };
    });
    if (ended) this.revocations.note(subjectOf({ clientId: row.clientId, staffId: null }), row.sinceVersion);
    return row;
  }

  private async checkSchools(
    tx: Transaction,
    ctx: RequestContext,
    schoolIds: string[] | null,
  ): Promise<void> {
    if (!schoolIds || schoolIds.length === 0) return;
    const rows = await tx.query<{ id: string }>(
      `select id from school where id in (${places(schoolIds.length)})`,
      schoolIds,
    );
    const known = new Set(rows.map((it) => it.id).filter((it) => seesSchool(ctx, it)));
    const faults = schoolIds.flatMap((it, i) =>
      known.has(it)
        ? []
        : [
            {
              pointer: `/schoolIds/${i}`,
              code: 'unknown-school',
              detail: 'No school with this id is known.',
            },
          ],
    );
    if (faults.length > 0) throw invalid(...faults);
  }
}

/** A client sees a trust's schools or the schools of a list, not both. The table is a later domain's. */
async function checkTrust(
  tx: Transaction,
  { schoolIds, trustId }: Pick<CreateClientDto, 'schoolIds' | 'trustId'>,
): Promise<void> {
  if (!trustId) return;
  if (schoolIds !== null) {
    const detail = 'A client of a trust has null here: it sees the trust’s schools.';
    throw invalid({ pointer: '/schoolIds', code: 'trust-given', detail });
  }
  const found = await tx.query('select 1 from trust where id = ?', [trustId]);
  if (found.length > 0) return;
  const detail = 'No trust with this id is known.';
  throw invalid({ pointer: '/trustId', code: 'unknown-trust', detail });
}
