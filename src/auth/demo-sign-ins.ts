import type { Config } from '../config/config.js';
import { ConfigError } from '../config/config-error.js';
import type { Database } from '../database/database.js';
import { ClientEntity } from './clients/client.entity.js';
import { DEMO_CLIENT } from './clients/admin-client.js';
import { secretMatches } from './secrets.js';
import { StaffEntity } from './staff/staff.entity.js';

/** The members of staff of the demo's first school who may sign in. */
export const DEMO_STAFF = [
  { email: 'senco@demo.school', password: 'demo-senco', name: 'Sam Whitfield', post: 'senco' },
  { email: 'head@demo.school', password: 'demo-head', name: 'Ruth Adeyemi', post: 'leader' },
  { email: 'teacher@demo.school', password: 'demo-teacher', name: 'Tom Price', post: 'teacher1' },
] as const;

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
  for (const { email, password } of DEMO_STAFF) {
    const staff = await database.selectOne(StaffEntity, 'where email = ?', [email]);
    if (!staff?.enabled || !(await secretMatches(password, staff.passwordHash))) continue;
    throw new ConfigError(
      `The database was made by the demo server and ${email} has the public password; production mode needs another database`,
    );
  }
}
