import { type Config, ConfigError } from '../config/config.js';
import type { Database } from '../database/database.js';
import { ClientEntity } from './clients/client.entity.js';
import { DEMO_CLIENT } from './clients/admin-client.js';
import { secretMatches } from './secrets.js';
import { StaffEntity } from './staff/staff.entity.js';

/** The member of staff of the demo who may sign in. */
export const DEMO_STAFF = {
  email: 'senco@demo.school',
  password: 'demo-senco',
  name: 'Sam Whitfield',
  post: 'senco',
};

/**
 * In production mode refuses a database in which one of the demo's sign-ins, which everybody knows, still works.
 * Throws `ConfigError`.
 */
export async function refuseDemoSignIns(database: Database, { production }: Config): Promise<void> {
  if (!production) return;
  const client = await database.selectOne(ClientEntity, 'where client_id = ?', [DEMO_CLIENT.id]);
  if (client?.enabled && (await secretMatches(DEMO_CLIENT.secret, client.secretHash))) {
    throw new ConfigError(
      'The database was made by the demo server and its client "demo" has the public secret; production mode needs another database',
    );
  }
  const staff = await database.selectOne(StaffEntity, 'where email = ?', [DEMO_STAFF.email]);
  if (staff?.enabled && (await secretMatches(DEMO_STAFF.password, staff.passwordHash))) {
    throw new ConfigError(
      `The database was made by the demo server and ${DEMO_STAFF.email} has the public password; production mode needs another database`,
    );
  }
}
