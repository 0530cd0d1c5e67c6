import { now } from '../../common/instants.js';
import { SYSTEM_OWNER } from '../../common/ids.js';
import type { Database } from '../../database/database.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import { newSecret } from '../secrets.js';
import { SigningKeyEntity } from './signing-key.entity.js';

/** The installation's signing key as bytes. */
export class SigningKey {
  constructor(readonly bytes: Buffer) {}
}

/** Reads the signing key, or makes it: two processes that start at once agree on one. */
export async function loadSigningKey(database: Database, uow: UnitOfWork): Promise<SigningKey> {
  const read = () => database.selectOne(SigningKeyEntity, 'where id = ?', [SYSTEM_OWNER]);
  let row = await read();
  if (!row) {
    const fresh: SigningKeyEntity = { id: SYSTEM_OWNER, secret: newSecret(), createdAt: now() };
    try {
      await uow.run({ clientId: 'system', staffId: null }, async (tx) => tx.append(SigningKeyEntity, fresh));
    } catch (error) {
      if (!database.driver.uniqueViolation(error)) throw error;
    }
    row = await read();
  }
  return new SigningKey(Buffer.from(row!.secret, 'base64url'));
}
