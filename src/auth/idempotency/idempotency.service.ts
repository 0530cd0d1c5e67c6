import { createHash } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DomainError } from '../../common/errors/domain-error.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { IdempotencyClaim } from './idempotency-claim.js';
import { IdempotencyKeyEntity, IdempotencyPartEntity } from './idempotency-key.entity.js';

const KEPT_MILLIS = 24 * 60 * 60 * 1000;
const PURGE_MILLIS = 60 * 60 * 1000;

/** What a key's first request led to. */
export type Remembered =
  | { readonly kind: 'resource'; readonly id: string; readonly version: number }
  | { readonly kind: 'answer'; readonly body: unknown };

/** Tells a repeated request from a new one. The key itself is stored by the transaction of the change. */
@Injectable()
export class IdempotencyService implements OnModuleDestroy {
  private readonly inFlight = new Set<string>();
  private readonly purging: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
  ) {
    this.purging = setInterval(() => void this.purge().catch(() => undefined), PURGE_MILLIS);
    this.purging.unref();
  }

  /** Throws `validation-failed` for a key that cannot be kept, `in-progress` while its request is in flight. */
  begin(clientId: string, route: string, key: string, body: unknown): IdempotencyClaim {
    if (!/^[\x21-\x7e]{1,128}$/.test(key)) {
      throw new DomainError('validation-failed', 'Idempotency-Key takes 1 to 128 visible ASCII characters.', [
        { pointer: '#Idempotency-Key', code: 'bad-header', detail: '1 to 128 visible ASCII characters.' },
      ]);
    }
    const claim = new IdempotencyClaim(clientId, shortened(route), key, hashOf(body));
    const name = nameOf(claim);
    if (this.inFlight.has(name)) {
      const detail = 'A request with this Idempotency-Key is being carried out; try again soon.';
      throw new DomainError('in-progress', detail, [], { 'retry-after': '1' });
    }
    this.inFlight.add(name);
    return claim;
  }

  end(claim: IdempotencyClaim): void {
    this.inFlight.delete(nameOf(claim));
  }

  /** What the key led to before; null for a new one. Throws `idempotency-mismatch` for another body. */
  async recall(claim: IdempotencyClaim): Promise<Remembered | null> {
    const params = [claim.clientId, claim.route, claim.idempotencyKey];
    const where = 'where client_id = ? and route = ? and idempotency_key = ?';
    const row = await this.database.selectOne(IdempotencyKeyEntity, where, params);
    if (!row) return null;
    if (Date.parse(row.createdAt) < Date.now() - KEPT_MILLIS) {
      await this.purge();
      return null;
    }
    if (row.bodyHash !== claim.bodyHash) {
      throw new DomainError('idempotency-mismatch', 'This Idempotency-Key was used with another body.');
    }
    if (row.version > 0) return { kind: 'resource', id: row.resourceId, version: row.version };
    const parts = await this.database.select(IdempotencyPartEntity, `${where} order by part`, params);
    return { kind: 'answer', body: JSON.parse(parts.map((it) => it.body).join('')) as unknown };
  }

  private async purge(): Promise<void> {
    const before = new Date(Date.now() - KEPT_MILLIS).toISOString();
    await this.uow.run({ clientId: 'system', staffId: null }, async (tx) => {
      await tx.write(
        `delete from idempotency_part where exists (select 1 from idempotency_key k
          where k.client_id = idempotency_part.client_id and k.route = idempotency_part.route
            and k.idempotency_key = idempotency_part.idempotency_key and k.created_at < ?)`,
        [before],
      );
      await tx.write('delete from idempotency_key where created_at < ?', [before]);
    });
  }

  onModuleDestroy(): void {
    clearInterval(this.purging);
  }
}

function hashOf(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');
}

/** A route that is too long for its column, told apart by its digest. */
function shortened(route: string): string {
  return route.length <= 200 ? route : `${route.slice(0, 130)}#${hashOf(route)}`;
}

function nameOf(claim: IdempotencyClaim): string {
  return `${claim.clientId}\n${claim.route}\n${claim.idempotencyKey}`;
}
