import { readPublisherKey } from '@espalier/sdk/manifest';
import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { DomainError, duplicate, invalid, notFound } from '../../common/errors/domain-error.js';
import { isId, SYSTEM_OWNER } from '../../common/ids.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PluginVersionEntity } from '../plugin-version.entity.js';
import { requireEverySchool } from '../require-every-school.js';
import type { CreatePublisherKeyDto, PublisherKeyQuery, RevokeKeyDto } from './publisher-key.dto.js';
import { PublisherKeyEntity } from './publisher-key.entity.js';
import { VersionTrust } from './version-trust.js';

const LIST = {
  entity: PublisherKeyEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    publisher: { column: 'publisher', property: 'publisher' },
  },
  defaultSort: 'publisher',
};

/** The keys of publishers. Every school sees them; only a client that sees every school changes them. */
@Injectable()
export class PublisherKeysService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly trust: VersionTrust,
  ) {}

  list(query: PublisherKeyQuery): Promise<RowPage<PublisherKeyEntity>> {
    const revoked = query.revoked === undefined ? null : query.revoked ? 'not null' : 'null';
    return this.lists.page(LIST, query, [
      filter('publisher = ?', query.publisher),
      revoked && { sql: `revoked_at is ${revoked}`, params: [] },
    ]);
  }

  async find(id: string): Promise<PublisherKeyEntity> {
    const row = isId(id) ? await this.database.selectOne(PublisherKeyEntity, 'where id = ?', [id]) : null;
    if (!row) throw notFound();
    return row;
  }

  /** Trusts a publisher to sign with a key. Throws `duplicate` for one that is there, revoked or not. */
  create(
    ctx: RequestContext,
    { publisher, publicKey: text }: CreatePublisherKeyDto,
  ): Promise<PublisherKeyEntity> {
    requireEverySchool(ctx);
    const reading = readPublisherKey(publisher, text);
    if (!reading.ok) {
      throw invalid({ pointer: '/publicKey', code: 'not-a-key', detail: `publicKey ${reading.detail}` });
    }
    const { keyId, publicKey: key } = reading.key;
    const publicKey = key.export({ type: 'spki', format: 'pem' });
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await tx.selectOne(PublisherKeyEntity, 'where publisher = ? and key_id = ?', [
        publisher,
        keyId,
      ]);
      if (before) {
        const detail =
          before.revokedAt === null
            ? `${publisher} is trusted to sign with this key already.`
            : 'This key was revoked, and a revoked key is never trusted again.';
        throw duplicate('/publicKey', detail);
      }
      const row = tx.insert(PublisherKeyEntity, {
        ownerId: SYSTEM_OWNER,
        publisher,
        keyId,
        publicKey,
        addedBy: tx.actor.staffId ?? tx.actor.clientId,
        revokedAt: null,
        revokedBy: null,
        revocationReason: null,
      });
      note(tx, row, 'publisher-key.add');
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  /** Trusts a key no more; what is signed with it does not run from the next run on. Throws `conflict` the second time. */
  revoke(ctx: RequestContext, id: string, { reason }: RevokeKeyDto): Promise<PublisherKeyEntity> {
    requireEverySchool(ctx);
    return this.uow.run(ctx.principal, async (tx) => {
      const before = isId(id) ? await tx.lockOne(PublisherKeyEntity, 'where id = ?', [id]) : null;
      if (!before) throw notFound();
      if (before.revokedAt !== null) throw new DomainError('conflict', 'The key was revoked already.');
      const row = tx.update(PublisherKeyEntity, before, {
        revokedAt: tx.at,
        revokedBy: tx.actor.staffId ?? tx.actor.clientId,
        revocationReason: reason,
      });
      note(tx, row, 'publisher-key.revoke', { reason });
      const { publisher, keyId } = row;
      const signed = await tx.lock(PluginVersionEntity, 'where publisher = ? and key_id = ? order by id', [
        publisher,
        keyId,
      ]);
      for (const version of signed) this.trust.settle(tx, version, { status: 'revoked-key', keyId });
      return row;
    });
  }
}

function note(
  tx: Transaction,
  { ownerId, id: resourceId, publisher, keyId }: PublisherKeyEntity,
  action: string,
  more: Record<string, unknown> = {},
): void {
  const detail = { publisher, keyId, ...more };
  audit(tx, { ownerId, action, resource: 'publisher-keys', resourceId, detail });
}
