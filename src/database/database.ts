import { setTimeout as delay } from 'node:timers/promises';
import type { OpenDatabase } from './data-source.js';
import type { Connection, Driver } from './connection.js';
import { type EntityClass, factOptions } from './fact.entity.js';
import { knownAmongCurrent, knownAmongPast } from './known-at.js';
import { type Cell, codecFor, type RawRow } from './row-codec.js';

/** Reads by plain statements, on a connection of their own or inside a transaction. */
export abstract class Reader {
  /** Rows of any select, as the driver gives them. */
  abstract query<R = RawRow>(sql: string, params?: readonly Cell[]): Promise<R[]>;

  /** Whole rows of one entity. `tail` is what follows `from <table>`, with `?` places. */
  async select<E>(entity: EntityClass<E>, tail: string, params: readonly Cell[] = []): Promise<E[]> {
    const codec = codecFor(entity);
    return codec.decode(await this.query(`select ${codec.selectList} from ${codec.table} ${tail}`, params));
  }

  /** The first row, or null. */
  async selectOne<E>(entity: EntityClass<E>, tail: string, params: readonly Cell[] = []): Promise<E | null> {
    return (await this.select(entity, tail, params))[0] ?? null;
  }

  /**
   * Rows of a fact as they were known at an instant, in no order; as they are now where it is null. `where` speaks
   * of bare columns, or names them with the fact's table. One statement sees one state: a row that is replaced at
   * this moment is found either in the table or in its history.
   */
  async selectKnownAt<E>(
    entity: EntityClass<E>,
    at: string | null,
    where: string,
    params: readonly Cell[],
  ): Promise<E[]> {
    const { selectList, table } = codecFor(entity);
    return codecFor(entity).decode(await this.queryKnownAt(table, selectList, at, where, params));
  }

  /** The same for some columns, as the driver gives them. */
  async queryKnownAt<R = RawRow>(
    table: string,
    columns: string,
    at: string | null,
    where: string,
    params: readonly Cell[],
  ): Promise<R[]> {
    const select = `select ${columns} from`;
    if (at === null) return this.query<R>(`${select} ${table} where ${where}`, params);
    const current = knownAmongCurrent(table, at);
    const past = knownAmongPast(table, at);
    await this.settle(at);
    return this.query<R>(
      `${select} ${table} where ${where} and ${current.sql}
       union all ${select} ${table}_history ${table} where ${where} and ${past.sql}`,
      [...params, ...current.params, ...params, ...past.params],
    );
  }

  /** Waits until nothing that began at or before an instant is still to be committed. */
  settle(_at: string): Promise<void> {
    return Promise.resolve();
  }

  /** The row of a fact that a version wrote, current or past; null where there is none. */
  async selectVersion<E>(entity: EntityClass<E>, id: string, version: number): Promise<E | null> {
    const codec = codecFor(entity);
    const { table } = factOptions(entity);
    const one = (from: string) =>
      `select ${codec.selectList} from ${from} where id = ? and since_version = ?`;
    const rows = await this.query(`${one(table)} union all ${one(`${table}_history`)}`, [
      id,
      version,
      id,
      version,
    ]);
    return codec.decode(rows)[0] ?? null;
  }
}

/** A transaction that has begun. */
interface UnderWay {
  readonly since: number;
  readonly ended: Promise<void>;
}

/** The database outside transactions: every hot read is one plain query here. */
export class Database extends Reader {
  readonly driver: Driver;
  private readonly underWay = new Set<UnderWay>();

  constructor(readonly open: OpenDatabase) {
    super();
    this.driver = open.driver;
  }

  override query<R = RawRow>(sql: string, params: readonly Cell[] = []): Promise<R[]> {
    return this.driver.reader.query(sql, params) as Promise<R[]>;
  }

  /** Runs `work` in one transaction, which reads of what was known wait for. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const since = Date.now();
    const result = this.driver.transaction(work);
    const entry: UnderWay = { since, ended: result.then(ignore, ignore) };
    this.underWay.add(entry);
    void entry.ended.then(() => this.underWay.delete(entry));
    return result;
  }

  /**
   * A change carries the instant at which its transaction began, and is seen only once that has committed. Without
   * this wait the answer to what was known a moment ago could grow by what is committed a moment later.
   */
  override async settle(at: string): Promise<void> {
    const instant = Date.parse(at);
    // What begins within the same millisecond would carry the same instant.
    while (Date.now() <= instant) await delay(1);
    await Promise.all([...this.underWay].filter((it) => it.since <= instant).map((it) => it.ended));
  }

  async close(): Promise<void> {
    await this.driver.close();
    await this.open.dataSource.destroy();
  }
}

function ignore(): void {
  // How a transaction ends is told to who began it.
}

/** `?, ?, ?` for a list of values. */
export function places(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}
