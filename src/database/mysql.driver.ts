import type { Pool, PoolConnection, ResultSetHeader } from 'mysql2/promise';
import { type Connection, ConnectionLost, type Driver, type UniqueViolation } from './connection.js';
import type { Cell, RawRow } from './row-codec.js';

/** Deadlock, lock wait time-out, record changed since last read. */
const RETRYABLE = new Set([1213, 1205, 1020]);

/** Too many connections, server shuts down, query interrupted, connection killed. */
const UNAVAILABLE = new Set([1040, 1053, 1317, 1927]);

/** MySQL 8 and MariaDB, through a pool of connections. */
export class MysqlDriver implements Driver {
  readonly dialect = 'mysql';
  readonly reader: Pick<Connection, 'query'>;

  constructor(private readonly pool: Pool) {
    this.reader = {
      async query(sql, params) {
        const read = async () => {
          const [rows] = await pool.query(sql, params as Cell[]);
          return rows as RawRow[];
        };
        // A connection of the pool may have died while it was idle; reading again does no harm.
        return read().catch((error: unknown) => {
          if (!isLost(error)) throw error;
          return read().catch((again: unknown) => {
            throw isLost(again) ? new ConnectionLost(false, again) : again;
          });
        });
      },
    };
  }

  async transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const held = await this.pool.getConnection().catch((error: unknown) => {
      throw isLost(error) ? new ConnectionLost(false, error) : error;
    });
    let broken = false;
    let committing = false;
    try {
      await held.query('start transaction');
      const result = await work(connectionOn(held));
      committing = true;
      await held.query('commit');
      return result;
    } catch (error) {
      broken = await held.query('rollback').then(
        () => false,
        () => true,
      );
      throw isLost(error) ? new ConnectionLost(committing, error) : error;
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

function isLost(error: unknown): boolean {
  const { fatal, syscall } = (error ?? {}) as { fatal?: unknown; syscall?: unknown };
  return fatal === true || syscall !== undefined || UNAVAILABLE.has(numberOf(error));
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
