import { DomainError } from '../common/errors/domain-error.js';
import type { Cell, RawRow } from './row-codec.js';

/** The database went away. Where that was before commit, nothing of the transaction is stored. */
export class ConnectionLost extends DomainError {
  constructor(
    readonly duringCommit: boolean,
    cause: unknown,
  ) {
    super(
      'unavailable',
      duringCommit
        ? 'The database went away while the change was stored: it may be there or not. Send it again with its Idempotency-Key.'
        : 'The database does not answer; nothing was stored. Try again soon.',
      [],
      { 'retry-after': '1' },
    );
    this.cause = cause;
  }
}

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

/** A connection of a transaction that adds very many rows. */
export interface BulkConnection extends Connection {
  /** Adds rows, each with its cells in the order of the columns, in the way that is quickest here. */
  addRows(table: string, columns: readonly string[], rows: Iterable<readonly Cell[]>): Promise<void>;
}

/** The two kinds of database behind one face. */
export interface Driver {
  readonly dialect: 'sqlite' | 'mysql';
  /** Reads outside any transaction. Throws `ConnectionLost`. */
  readonly reader: Pick<Connection, 'query'>;
  /**
   * Carries out one statement and commits it: one that does nothing more when it is carried out again. Throws
   * `ConnectionLost`.
   */
  apply(sql: string, params: readonly Cell[]): Promise<void>;
  /** Runs `work` in one transaction; a rejection rolls it back. Throws `ConnectionLost`. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** As `transaction`, for work that adds hundreds of thousands of rows. */
  bulkTransaction<T>(work: (connection: BulkConnection) => Promise<T>): Promise<T>;
  /** Whether the whole transaction may be tried again: a deadlock, a lock time-out, a stale snapshot. */
  isRetryable(error: unknown): boolean;
  /** The index that a unique violation names; null for any other error. */
  uniqueViolation(error: unknown): UniqueViolation | null;
  /** Whether a foreign key refused a row that leads nowhere. */
  isForeignKeyViolation(error: unknown): boolean;
  close(): Promise<void>;
}

/** A unique index that refused a row. SQLite names the columns, MySQL the index. */
export interface UniqueViolation {
  readonly index: string | null;
  readonly columns: readonly string[];
}
