import { SYSTEM_OWNER } from '../common/ids.js';
import type { Connection } from './connection.js';

/**
 * Takes the next versions of each owner, in the order of the owners' ids, and holds them until commit.
 * Hands back the first version taken of each owner; the rest follow without gaps.
 */
export async function takeVersions(
  connection: Connection,
  dialect: 'sqlite' | 'mysql',
  counts: ReadonlyMap<string, number>,
  at: string,
): Promise<Map<string, number>> {
  const first = new Map<string, number>();
  for (const [ownerId, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last =
      (await bump(connection, dialect, ownerId, count, at)) ??
      (await begin(connection, dialect, ownerId, count, at));
    first.set(ownerId, last - count + 1);
  }
  return first;
}

async function bump(
  connection: Connection,
  dialect: 'sqlite' | 'mysql',
  ownerId: string,
  count: number,
  at: string,
): Promise<number | null> {
  if (dialect === 'mysql') {
    const { affected, insertId } = await connection.write(
      'update owner_version set version = last_insert_id(version + ?), at = greatest(at, ?) where owner_id = ?',
      [count, at, ownerId],
    );
    return affected === 1 ? insertId : null;
  }
  const rows = await connection.query(
    'update owner_version set version = version + ?, at = max(at, ?) where owner_id = ? returning version',
    [count, at, ownerId],
  );
  return rows[0] ? Number(rows[0]['version']) : null;
}

/**
 * An owner's first change. Two at once: one makes the row, the other bumps it. It comes no earlier than the system's
 * instant, which nobody raises before it is committed: so an instant is sealed for owners to come as well.
 */
async function begin(
  connection: Connection,
  dialect: 'sqlite' | 'mysql',
  ownerId: string,
  count: number,
  at: string,
): Promise<number> {
  const held = dialect === 'mysql' ? ' lock in share mode' : '';
  const [system] = await connection.query(`select at from owner_version where owner_id = ?${held}`, [
    SYSTEM_OWNER,
  ]);
  const least = (system?.['at'] as string | undefined) ?? at;
  const ignore = dialect === 'mysql' ? 'insert ignore' : 'insert or ignore';
  await connection.write(`${ignore} into owner_version (owner_id, version, at) values (?, 0, ?)`, [
    ownerId,
    at > least ? at : least,
  ]);
  const version = await bump(connection, dialect, ownerId, count, at);
  if (version === null) throw new Error(`Owner ${ownerId} has no version`);
  return version;
}
