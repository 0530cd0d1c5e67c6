import SqliteDatabase from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import type { TestDatabase } from './databases.js';

/** Rows of a select on a connection of the test's own, past the server. */
export async function readRows<R>({ url }: Pick<TestDatabase, 'url'>, sql: string): Promise<R[]> {
  if (url.startsWith('sqlite:')) {
    const handle = new SqliteDatabase(url.slice(7), { readonly: true });
    try {
      return handle.prepare(sql).all() as R[];
    } finally {
      handle.close();
    }
  }
  const connection = await createConnection({ uri: url });
  try {
    const [rows] = await connection.query(sql);
    return rows as R[];
  } finally {
    await connection.end();
  }
}
