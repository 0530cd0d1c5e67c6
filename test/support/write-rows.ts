import SqliteDatabase from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import type { TestDatabase } from './databases.js';

/** Runs a statement on a connection of the test's own, past the server. */
export async function writeRows({ url }: Pick<TestDatabase, 'url'>, sql: string): Promise<void> {
  if (url.startsWith('sqlite:')) {
    const handle = new SqliteDatabase(url.slice(7), { timeout: 5_000 });
    try {
      handle.exec(sql);
    } finally {
      handle.close();
    }
    return;
  }
  const connection = await createConnection({ uri: url });
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
