import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';

/** An empty database that the benchmark made and drops. */
export interface BenchDatabase {
  /** As the table shows it, with its version. */
  readonly name: string;
  readonly kind: 'mariadb' | 'sqlite';
  readonly url: string;
  drop(): Promise<void>;
}

const SERVER = process.env['TEST_DATABASE_URL'] || 'mysql://root@127.0.0.1:3306/espalier_bench';

/** Makes an empty database. Throws `Unreachable` where there is no server. */
export function makeDatabase(kind: BenchDatabase['kind']): Promise<BenchDatabase> {
  return kind === 'sqlite' ? makeSqlite() : makeMariadb();
}

/** No server of this kind answers; the message is one line. */
export class Unreachable extends Error {}

async function makeSqlite(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-bench-'));
  const probe = new SqliteDatabase(':memory:');
  const { version } = probe.prepare('select sqlite_version() as version').get() as { version: string };
  probe.close();
  return {
    name: `SQLite ${version}`,
    kind: 'sqlite',
    url: `sqlite:${join(folder, 'bench.db')}`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function makeMariadb(): Promise<BenchDatabase> {
  const base = new URL(SERVER.replace(/^mariadb:/, 'mysql:'));
  const database = `${base.pathname.slice(1) || 'espalier_bench'}_${randomBytes(4).toString('hex')}`;
  base.pathname = '/';
  const server = base.href;
  base.pathname = `/${database}`;
  const version = await onServer<{ version: string }>(server, 'select version() as version');
  await onServer(server, `create database \`${database}\` character set utf8mb4 collate utf8mb4_bin`);
  return {
    name: `${version[0]!.version.includes('MariaDB') ? 'MariaDB' : 'MySQL'} ${version[0]!.version.split('-')[0]!}`,
    kind: 'mariadb',
    url: base.href,
    drop: async () => {
      await onServer(server, `drop database if exists \`${database}\``);
    },
  };
}

async function onServer<R = unknown>(server: string, sql: string): Promise<R[]> {
  const connection = await createConnection({ uri: server, connectTimeout: 5_000 }).catch(
    (error: unknown) => {
      throw new Unreachable(`no MySQL or MariaDB answers: ${(error as Error).message}`);
    },
  );
  try {
    const [rows] = await connection.query(sql);
    return rows as R[];
  } finally {
    await connection.end();
  }
}
