import SqliteDatabase from 'better-sqlite3';
import { createPool } from 'mysql2';

type Value = string | number | null;

/** The driver that the product uses, with nothing around it. */
export interface BareDriver {
  query<R>(sql: string, params: readonly Value[]): Promise<R[]>;
  write(sql: string, params: readonly Value[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens it as the product does: as many connections, as durable. */
export async function openBareDriver(url: string): Promise<BareDriver> {
  if (url.startsWith('sqlite:')) return openBareSqlite(url.slice(7));
  const pool = createPool({
    uri: url,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    connectionLimit: 12,
  });
  const ask = <R>(sql: string, params: readonly Value[]): Promise<R[]> =>
    new Promise((resolve, reject) => {
      pool.query(sql, [...params], (error, rows) => (error ? reject(error) : resolve(rows as R[])));
    });
  return {
    query: ask,
    async write(sql, params) {
      await ask(sql, params);
    },
    close: () =>
      new Promise((resolve) => {
        pool.end(() => resolve());
      }),
  };
}

function openBareSqlite(path: string): BareDriver {
  const handle = new SqliteDatabase(path);
  handle.pragma('journal_mode = WAL');
  handle.pragma('synchronous = FULL');
  handle.pragma('busy_timeout = 5000');
  const statements = new Map<string, SqliteDatabase.Statement>();
  const prepared = (sql: string): SqliteDatabase.Statement => {
    const statement = statements.get(sql) ?? handle.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    async query<R>(sql: string, params: readonly Value[]) {
      return prepared(sql).all(...params) as R[];
    },
    async write(sql, params) {
      prepared(sql).run(...params);
    },
    async close() {
      handle.close();
    },
  };
}
