import { SYSTEM_OWNER } from '../../common/ids.js';
import type { Config } from '../../config/config.js';
import type { Database } from '../../database/database.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import { SCOPES } from '../scopes.js';
import { hashSecret } from '../secrets.js';
import { ClientEntity } from './client.entity.js';

/** The demo server's client. */
export const DEMO_CLIENT = { id: 'demo', secret: 'demo-secret' };

/** Makes the first client, with every scope and school, where the environment names one that is not there yet. */
export async function ensureAdminClient(database: Database, uow: UnitOfWork, config: Config): Promise<void> {
  const wanted = config.adminClient ?? (config.demo ? DEMO_CLIENT : null);
  if (!wanted || (await database.selectOne(ClientEntity, 'where client_id = ?', [wanted.id]))) return;
  const secretHash = await hashSecret(wanted.secret);
  await uow.run({ clientId: 'system', staffId: null }, async (tx) => {
    if (await tx.selectOne(ClientEntity, 'where client_id = ?', [wanted.id])) return;
    tx.insert(ClientEntity, {
      ownerId: SYSTEM_OWNER,
      clientId: wanted.id,
      name: 'First client',
      secretHash,
      scopes: [...SCOPES],
      schoolIds: null,
      enabled: true,
    });
  });
}
