import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import type { BulkConnection, Connection, Driver, UniqueViolation } from './connection.js';
import type { Cell, RawRow } from './row-codec.js';

const STATEMENTS_KEPT = 300;
const BULK_CACHE_KIB = 512 * 1024;
/** SQLite answers at once and in this thread: a long transaction lets other requests in after so many statements. */
const STATEMENTS_IN_A_ROW = 10;
/** Samples the tables, all of them, that have grown tenfold since they were sampled last. */
const SAMPLE_TABLES = 'optimize = 0x10012';
const SAMPLE_MILLIS = 3_600_000;

/**
 * SQLite has one writer. Transactions queue here, one at a time, on the writing connection, held across
 * nothing but database calls and the turns that others get; reads go to a second connection that cannot write.
 */
export class SqliteDriver implements Driver {
  readonly dialect = 'sqlite';
  readonly reader: Connection;
  private readonly writer: Connection;
  private readonly readHandle: SqliteDatabase.Database;
  private readonly sampling: NodeJS.Timeout;
  private tail: Promise<unknown> = Promise.resolve();
  private readonly log: CommitLog;

  constructor(
    file: string,
    private readonly writeHandle: SqliteDatabase.Database,
  ) {
    this.readHandle = new SqliteDatabase(file, { readonly: true });
    this.readHandle.pragma('busy_timeout = 5000');
    this.reader = connectionOn(this.readHandle);
    this.writer = connectionOn(writeHandle);
    // Where a commit waits for the disk, so does everybody else in this thread: `CommitLog` waits in another one.
    writeHandle.pragma('synchronous = NORMAL');
    this.log = new CommitLog(`${file}-wal`);
    void this.sample();
    this.sampling = setInterval(() => void this.sample(), SAMPLE_MILLIS).unref();
  }

  async apply(sql: string, params: readonly Cell[]): Promise<void> {
    await this.transaction((connection) => connection.write(sql, params));
  }

  /** Ends when what was committed is on disk. Others may have read it a moment before. */
  async transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const turn = this.tail.then(() => this.inTransaction(work));
    this.tail = turn.catch(() => undefined);
    const result = await turn;
    await this.log.onDisk();
    return result;
  }

  /** With a cache that holds what is written, so that no page goes to the log twice. */
  async bulkTransaction<T>(work: (connection: BulkConnection) => Promise<T>): Promise<T> {
    const usual = this.writeHandle.pragma('cache_size', { simple: true }) as number;
    const result = await this.transaction(async (connection) => {
      this.writeHandle.pragma(`cache_size = -${BULK_CACHE_KIB}`);
      try {
        return await work({ ...connection, addRows: (...added) => this.addRows(...added) });
      } finally {
        this.writeHandle.pragma(`cache_size = ${usual}`);
      }
    });
    await this.sample();
    return result;
  }

  /**
   * Without samples SQLite takes an index for the order it has, though it leads through a whole school, where another
   * leads to one pupil. What a sampling that fails would have told is told by the next.
   */
  private sample(): Promise<void> {
    const turn = this.tail.then(() => {
      this.writeHandle.pragma(SAMPLE_TABLES);
    });
    this.tail = turn.catch(() => undefined);
    return this.tail as Promise<void>;
  }

  /** A statement of one row, run for each, takes half the time of statements of hundreds. */
  private async addRows(
    table: string,
    columns: readonly string[],
    rows: Iterable<readonly Cell[]>,
  ): Promise<void> {
    const values = columns.map(() => '?').join(', ');
    const insert = this.writeHandle.prepare(
      `insert into ${table} (${columns.join(', ')}) values (${values})`,
    );
    for (const row of rows) insert.run(row);
  }

  private async inTransaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    await this.writer.write('begin immediate', []);
    try {
      const result = await work(lettingOthersIn(this.writer));
      await this.writer.write('commit', []);
      return result;
    } catch (error) {
      await this.writer.write('rollback', []).catch(() => undefined);
      throw error;
    }
  }

  isRetryable(error: unknown): boolean {
    return codeOf(error).startsWith('SQLITE_BUSY');
  }

  uniqueViolation(error: unknown): UniqueViolation | null {
    if (!['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(codeOf(error))) return null;
    const named = /UNIQUE constraint failed: (.+)$/.exec((error as Error).message)?.[1] ?? '';
    return { index: null, columns: named.split(', ').map((it) => it.slice(it.indexOf('.') + 1)) };
  }

  isForeignKeyViolation(error: unknown): boolean {
    return codeOf(error) === 'SQLITE_CONSTRAINT_FOREIGNKEY';
  }

  async close(): Promise<void> {
    clearInterval(this.sampling);
    await this.tail;
    await this.log.close();
    this.readHandle.close();
  }
}

/**
 * The write-ahead log, into which commits go. With `synchronous = NORMAL` SQLite leaves it to the operating system
 * when that is written to disk; with FULL it would wait for it in the thread that answers requests. Those who commit
 * while the disk is busy wait for the next time together.
 */
class CommitLog {
  private file: Promise<FileHandle> | null = null;
  private busy: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(private readonly path: string) {}

  /** Resolves when everything that has been committed by now is on disk. */
  onDisk(): Promise<void> {
    this.next ??= this.busy
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        this.busy = this.flush();
        return this.busy;
      });
    return this.next;
  }

  async close(): Promise<void> {
    await this.next?.catch(() => undefined);
    await this.busy.catch(() => undefined);
    await (await this.file)?.close();
  }

  private async flush(): Promise<void> {
    // The log is there from the first commit on, and stays the same file for as long as the database is open.
    this.file ??= open(this.path, 'r+').catch((error: unknown) => {
      this.file = null;
      throw error;
    });
    await (await this.file).datasync();
  }
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function lettingOthersIn(connection: Connection): Connection {
  let statements = 0;
  const turnIfDue = async () => {
    statements += 1;
    if (statements % STATEMENTS_IN_A_ROW === 0) await turn();
  };
  return {
    query: async (sql, params) => {
      await turnIfDue();
      return connection.query(sql, params);
    },
    write: async (sql, params) => {
      await turnIfDue();
      return connection.write(sql, params);
    },
  };
}

function connectionOn(handle: SqliteDatabase.Database): Connection {
  const statements = new Map<string, SqliteDatabase.Statement>();
  const prepared = (sql: string): SqliteDatabase.Statement => {
    let statement = statements.get(sql);
    if (!statement) {
      if (statements.size >= STATEMENTS_KEPT) statements.delete(statements.keys().next().value!);
      statement = handle.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  return {
    async query(sql: string, params: readonly Cell[]): Promise<RawRow[]> {
      return prepared(sql).all(...params) as RawRow[];
    },
    async write(sql: string, params: readonly Cell[]) {
      const { changes, lastInsertRowid } = prepared(sql).run(...params);
      return { affected: changes, insertId: Number(lastInsertRowid) };
    },
  };
}
