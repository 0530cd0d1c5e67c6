import { SYSTEM_OWNER } from '../../common/ids.js';
import type { Config } from '../../config/config.js';
import type { Database } from '../../database/database.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import { SCOPES } from '../scopes.js';
import { hashSecret } from '../secrets.js';
import { ClientEntity } from './client.entity.js';

/** The demo server's client. */
export const DEMO_CLIENT = { id: 'demo', secret: 'demo-secret' };

/** Makes the clients that the environment names, with every scope and school, where they are not there yet. */
export async function ensureAdminClient(database: Database, uow: UnitOfWork, config: Config): Promise<void> {
  if (config.adminClient) await ensureClient(database, uow, config.adminClient);
  if (config.demo) await ensureClient(database, uow, DEMO_CLIENT);
}

async function ensureClient(
  database: Database,
  uow: UnitOfWork,
  { id: clientId, secret }: { readonly id: string; readonly secret: string },
): Promise<void> {
  if (await database.selectOne(ClientEntity, 'where client_id = ?', [clientId])) return;
  const secretHash = await hashSecret(secret);
  await uow.run({ clientId: 'system', staffId: null }, async (tx) => {
    if (await tx.selectOne(ClientEntity, 'where client_id = ?', [clientId])) return;
    tx.insert(ClientEntity, {
      ownerId: SYSTEM_OWNER,
      clientId,
      name: 'First client',
      secretHash,
      scopes: [...SCOPES],
      schoolIds: null,
      trustId: null,
      enabled: true,
    });
  });
}
