import type { Pool, PoolConnection, QueryError, ResultSetHeader } from 'mysql2';
import {
  type BulkConnection,
  type Connection,
  ConnectionLost,
  type Driver,
  type UniqueViolation,
} from './connection.js';
import type { Cell, RawRow } from './row-codec.js';

/** Deadlock, lock wait time-out, record changed since last read. */
const RETRYABLE = new Set([1213, 1205, 1020]);

/** Too many connections, server shuts down, query interrupted, connection killed. */
const UNAVAILABLE = new Set([1040, 1053, 1317, 1927]);

/** A foreign key that leads to no row. */
const NO_REFERENCED_ROW = 1452;

/** Cells of one statement that adds many rows: about 400 KB. */
const BULK_CELLS = 20_000;

/** Values as mysql2 takes them. */
type Params = readonly Cell[];

/**
 * MySQL 8 and MariaDB, through two pools of connections: reads never wait for a connection behind writers that
 * wait for each other's locks. Writers do not commit by themselves, so that a transaction begins with its first
 * statement and needs none of its own to begin.
 */
export class MysqlDriver implements Driver {
  readonly dialect = 'mysql';
  readonly reader: Pick<Connection, 'query'>;

  constructor(
    private readonly readers: Pool,
    private readonly writers: Pool,
  ) {
    this.reader = {
      async query(sql, params) {
        const read = () => ask<RawRow[]>(readers, sql, params);
        // A connection of the pool may have died while it was idle; asking again does no harm.
        return read().catch((error: unknown) => {
          if (!isLost(error)) throw error;
          return read().catch((again: unknown) => {
            throw isLost(again) ? new ConnectionLost(false, again) : again;
          });
        });
      },
    };
  }

  async apply(sql: string, params: Params): Promise<void> {
    await this.reader.query(sql, params);
  }

  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.inTransaction((held) => work(statementsOn(held)));
  }

  private async inTransaction<T>(work: (held: PoolConnection) => Promise<T>): Promise<T> {
    const held = await connectionOf(this.writers).catch((error: unknown) => {
      throw isLost(error) ? new ConnectionLost(false, error) : error;
    });
    let broken = false;
    let committing = false;
    try {
      const result = await work(held);
      committing = true;
      await ask(held, 'commit', []);
      return result;
    } catch (error) {
      broken = await ask(held, 'rollback', []).then(
        () => false,
        () => true,
      );
      throw isLost(error) ? new ConnectionLost(committing, error) : error;
    } finally {
      if (broken) held.destroy();
      else held.release();
    }
  }

  /**
   * Without a look-up of each row's references, a third of the server's work: whoever adds so many rows answers for
   * where they lead.
   */
  bulkTransaction<T>(work: (connection: BulkConnection) => Promise<T>): Promise<T> {
    return this.inTransaction(async (held) => {
      await ask(held, 'set session foreign_key_checks = 0', []);
      try {
        return await work({ ...statementsOn(held), addRows: (...added) => addRows(held, ...added) });
      } finally {
        await ask(held, 'set session foreign_key_checks = 1', []);
      }
    });
  }

  isRetryable(error: unknown): boolean {
    return RETRYABLE.has(numberOf(error));
  }

  uniqueViolation(error: unknown): UniqueViolation | null {
    if (numberOf(error) !== 1062) return null;
    const index = /for key '(?:[^'.]+\.)?([^']+)'/.exec((error as Error).message)?.[1] ?? null;
    return { index, columns: [] };
  }

  isForeignKeyViolation(error: unknown): boolean {
    return numberOf(error) === NO_REFERENCED_ROW;
  }

  async close(): Promise<void> {
    await Promise.all([this.readers, this.writers].map(end));
  }
}

function numberOf(error: unknown): number {
  const number = (error as { errno?: unknown } | null)?.errno;
  return typeof number === 'number' ? number : 0;
}

function isLost(error: unknown): boolean {
  const { fatal, syscall } = (error ?? {}) as { fatal?: unknown; syscall?: unknown };
  return fatal === true || syscall !== undefined || UNAVAILABLE.has(numberOf(error));
}

function connectionOf(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, held) => (error ? reject(error) : resolve(held)));
  });
}

function end(pool: Pool): Promise<void> {
  return new Promise((resolve, reject) => {
    pool.end((error) => (error ? reject(error) : resolve()));
  });
}

/** mysql2's own promises take a stack for every statement, a twentieth of a small request. */
function ask<R>(target: Pool | PoolConnection, sql: string, params: Params): Promise<R> {
  return new Promise((resolve, reject) => {
    target.query(sql, params as Cell[], (error: QueryError | null, result) =>
      error ? reject(error) : resolve(result as R),
    );
  });
}

function statementsOn(held: PoolConnection): Connection {
  return {
    query: (sql, params) => ask<RawRow[]>(held, sql, params),
    async write(sql, params) {
      const { affectedRows, insertId } = await ask<ResultSetHeader>(held, sql, params);
      return { affected: affectedRows, insertId };
    },
  };
}

/**
 * Statements of many rows each, well below the server's packet size; prepared but for the last, which saves the server
 * a third of its work.
 */
async function addRows(
  held: PoolConnection,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const rowsAtOnce = Math.floor(BULK_CELLS / columns.length);
  const group = `(${columns.map(() => '?').join(', ')})`;
  const head = `insert into ${table} (${columns.join(', ')}) values `;
  const insertOf = (count: number) => head + Array<string>(count).fill(group).join(', ');
  const whole = insertOf(rowsAtOnce);
  let cells: Cell[] = [];
  for (const row of rows) {
    for (const cell of row) cells.push(cell);
    if (cells.length < rowsAtOnce * columns.length) continue;
    await execute(held, whole, cells);
    cells = [];
  }
  if (cells.length > 0) await ask(held, insertOf(cells.length / columns.length), cells);
}

/** A statement that the server has prepared. */
function execute(held: PoolConnection, sql: string, cells: Cell[]): Promise<void> {
  return new Promise((resolve, reject) => {
    held.execute(sql, cells, (error: QueryError | null) => (error ? reject(error) : resolve()));
  });
}
