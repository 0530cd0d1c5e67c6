import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import mysql, { type Pool } from 'mysql2';
import { type Connection, createConnection } from 'mysql2/promise';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Driver } from './connection.js';
import { type EntityClass, historySchema, isFact } from './fact.entity.js';
import { MIGRATIONS } from './migrations/index.js';
import { MysqlDriver } from './mysql.driver.js';
import { SnakeNaming } from './naming.js';
import { SqliteDriver } from './sqlite.driver.js';

const SYSTEM_SCHEMAS: ReadonlySet<string> = new Set([
  'mysql',
  'sys',
  'information_schema',
  'performance_schema',
]);
const MIGRATIONS_TABLE = 'migration';
const POOL_SIZE = 12;

/** A database that cannot be reached or made. The message is one line. */
export class DatabaseUnavailable extends Error {}

/** An open database: TypeORM's data source for the schema, and the driver for statements. */
export interface OpenDatabase {
  readonly dataSource: DataSource;
  readonly driver: Driver;
}

/**
 * Opens the database behind a URL, makes it where it may, and brings its schema up to date.
 * Throws `DatabaseUnavailable`.
 */
export async function openDatabase(
  url: string,
  entities: readonly EntityClass<unknown>[],
): Promise<OpenDatabase> {
  try {
    return url.startsWith('sqlite:')
      ? await openSqlite(url.slice(7), entities)
      : await openMysql(url, entities);
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error;
    throw new DatabaseUnavailable(
      `The database ${withoutPassword(url)} cannot be used: ${firstLine(error)}`,
      {
        cause: error,
      },
    );
  }
}

async function openSqlite(path: string, entities: readonly EntityClass<unknown>[]): Promise<OpenDatabase> {
  const file = resolve(path);
  makeFolder(dirname(file));
  const dataSource = new DataSource({
    ...shared(entities),
    type: 'better-sqlite3',
    database: file,
    enableWAL: true,
    prepareDatabase: (handle: SqliteDatabase.Database) => {
      handle.pragma('busy_timeout = 5000');
    },
  });
  await dataSource.initialize();
  await dataSource.runMigrations({ transaction: 'each' });
  const handle = (dataSource.driver as unknown as { databaseConnection: SqliteDatabase.Database })
    .databaseConnection;
  return { dataSource, driver: new SqliteDriver(file, handle) };
}

/** One folder after the other: under /proc the recursive `mkdirSync` of Node 26 never comes back. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another server that starts at once may have made it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function openMysql(url: string, entities: readonly EntityClass<unknown>[]): Promise<OpenDatabase> {
  const type = await prepareMysql(url);
  const dataSource = new DataSource({
    ...shared(entities),
    type,
    url: url.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4_bin',
    poolSize: 2,
    driver: mysql,
  });
  await dataSource.initialize();
  await dataSource.runMigrations({ transaction: 'none' });
  return { dataSource, driver: new MysqlDriver(openPool(url, true), openPool(url, false)) };
}

/**
 * A pool for statements, whose connections commit each by itself or not at all. Transactions read what is
 * committed; the unit of work locks what it changes.
 */
function openPool(url: string, autocommit: boolean): Pool {
  const pool = mysql.createPool({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    connectionLimit: POOL_SIZE,
    maxIdle: POOL_SIZE,
  });
  pool.on('connection', (connection) => {
    connection.query('set session transaction isolation level read committed');
    if (!autocommit) connection.query('set autocommit = 0');
  });
  return pool;
}

/** Makes the database where it is missing, and tells MySQL from MariaDB: the wrong driver type drifts. */
async function prepareMysql(url: string): Promise<'mysql' | 'mariadb'> {
  const target = new URL(url.replace(/^mariadb:/, 'mysql:'));
  const name = decodeURIComponent(target.pathname.slice(1));
  if (!/^[A-Za-z0-9_$-]{1,64}$/.test(name)) {
    throw new DatabaseUnavailable('The database name in DATABASE_URL takes letters, digits, _ and - only');
  }
  if (SYSTEM_SCHEMAS.has(name.toLowerCase())) {
    throw new DatabaseUnavailable(
      `The database ${name} belongs to the server itself; name another in DATABASE_URL`,
    );
  }
  target.pathname = '/';
  const connection = await createConnection({ uri: target.href, connectTimeout: 10_000 });
  try {
    const [rows] = await connection.query('select version() as version');
    const version = String((rows as { version: unknown }[])[0]?.version);
    const [found] = await connection.query(
      'select 1 from information_schema.schemata where schema_name = ?',
      [name],
    );
    if ((found as unknown[]).length === 0) {
      await connection.query(
        `create database if not exists \`${name}\` character set utf8mb4 collate utf8mb4_bin`,
      );
    }
    await refuseForeign(connection, name);
    return version.includes('MariaDB') ? 'mariadb' : 'mysql';
  } finally {
    await connection.end();
  }
}

/** Refuses a database that holds the tables of something else. */
async function refuseForeign(connection: Connection, name: string): Promise<void> {
  const [tables] = await connection.query(
    'select table_name as name from information_schema.tables where table_schema = ?',
    [name],
  );
  const names = (tables as { name: string }[]).map((it) => it.name);
  if (names.length > 0 && !names.includes(MIGRATIONS_TABLE)) {
    throw new DatabaseUnavailable(
      `The database ${name} holds other tables; name an empty one in DATABASE_URL`,
    );
  }
}

function shared(entities: readonly EntityClass<unknown>[]) {
  return {
    entities: [...entities, ...entities.filter(isFact).map(historySchema)],
    migrations: [...MIGRATIONS],
    migrationsTableName: MIGRATIONS_TABLE,
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    logging: false,
  } satisfies Partial<DataSourceOptions>;
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url) || url.startsWith('sqlite:')) return url;
  const shown = new URL(url);
  if (shown.password) shown.password = '***';
  return shown.href;
}

function firstLine(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return (message || code || String(error)).split('\n')[0]!;
}
