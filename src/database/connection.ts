import type { Cell, RawRow } from './row-codec.js';

/** What a statement that writes reports. */
export interface Written {
  readonly affected: number;
  /** MySQL and MariaDB: what `last_insert_id` was set to. */
  readonly insertId: number;
}

/** A connection that statements with `?` places run on. */
export interface Connection {
  query(sql: string, params: readonly Cell[]): Promise<RawRow[]>;
  write(sql: string, params: readonly Cell[]): Promise<Written>;
}

/** The two kinds of database behind one face. */
export interface Driver {
  readonly dialect: 'sqlite' | 'mysql';
  /** Reads outside any transaction. */
  readonly reader: Pick<Connection, 'query'>;
  /** Runs `work` in one transaction; a rejection rolls it back. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Whether the whole transaction may be tried again: a deadlock, a lock time-out, a stale snapshot. */
  isRetryable(error: unknown): boolean;
  /** The index that a unique violation names; null for any other error. */
  uniqueViolation(error: unknown): UniqueViolation | null;
  close(): Promise<void>;
}

/** A unique index that refused a row. SQLite names the columns, MySQL the index. */
export interface UniqueViolation {
  readonly index: string | null;
  readonly columns: readonly string[];
}
