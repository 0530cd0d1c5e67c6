import type { Pool, PoolConnection, ResultSetHeader } from 'mysql2/promise';
import type { Connection, Driver, UniqueViolation } from './connection.js';
import type { Cell, RawRow } from './row-codec.js';

/** Deadlock, lock wait time-out, record changed since last read. */
const RETRYABLE = new Set([1213, 1205, 1020]);

/** MySQL 8 and MariaDB, through a pool of connections. */
export class MysqlDriver implements Driver {
  readonly dialect = 'mysql';
  readonly reader: Pick<Connection, 'query'>;

  constructor(private readonly pool: Pool) {
    this.reader = {
      async query(sql, params) {
        const [rows] = await pool.query(sql, params as Cell[]);
        return rows as RawRow[];
      },
    };
  }

  async transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const held = await this.pool.getConnection();
    let broken = false;
    try {
      await held.query('start transaction');
      const result = await work(connectionOn(held));
      await held.query('commit');
      return result;
    } catch (error) {
      broken = await held.query('rollback').then(
        () => false,
        () => true,
      );
      throw error;
    } finally {
      if (broken) held.destroy();
      else held.release();
    }
  }

  isRetryable(error: unknown): boolean {
    return RETRYABLE.has(numberOf(error));
  }

  uniqueViolation(error: unknown): UniqueViolation | null {
    if (numberOf(error) !== 1062) return null;
    const index = /for key '(?:[^'.]+\.)?([^']+)'/.exec((error as Error).message)?.[1] ?? null;
    return { index, columns: [] };
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

function numberOf(error: unknown): number {
  const number = (error as { errno?: unknown } | null)?.errno;
  return typeof number === 'number' ? number : 0;
}

function connectionOn(held: PoolConnection): Connection {
  return {
    async query(sql, params) {
      const [rows] = await held.query(sql, params as Cell[]);
      return rows as RawRow[];
    },
    async write(sql, params) {
      const [result] = await held.query<ResultSetHeader>(sql, params as Cell[]);
      return { affected: result.affectedRows, insertId: result.insertId };
    },
  };
}
