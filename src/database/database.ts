import type { OpenDatabase } from './data-source.js';
import type { Driver } from './connection.js';
import { type EntityClass, factOptions } from './fact.entity.js';
import { knownAmongCurrent, knownAmongPast } from './known-at.js';
import { type Cell, codecFor, type RawRow } from './row-codec.js';
import { type OwnerCondition, SealedInstants } from './sealed-instants.js';

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
    return this.query<R>(
      `${select} ${table} where ${where} and ${current.sql}
       union all ${select} ${table}_history ${table} where ${where} and ${past.sql}`,
      [...params, ...current.params, ...params, ...past.params],
    );
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

/** The database outside transactions: every hot read is one plain query here. */
export class Database extends Reader {
  readonly driver: Driver;
  private readonly sealed: SealedInstants;

  constructor(readonly open: OpenDatabase) {
    super();
    this.driver = open.driver;
    this.sealed = new SealedInstants(open.driver);
  }

  override query<R = RawRow>(sql: string, params: readonly Cell[] = []): Promise<R[]> {
    return this.driver.reader.query(sql, params) as Promise<R[]>;
  }

  /**
   * Makes what was known at an instant final for owners: nothing that is committed later, on this server or another,
   * belongs to it. Comes before the first read of what was known then.
   */
  seal(at: string, owners: OwnerCondition): Promise<void> {
    return this.sealed.seal(at, owners);
  }

  async close(): Promise<void> {
    await this.driver.close();
    await this.open.dataSource.destroy();
  }
}

/** `?, ?, ?` for a list of values. */
export function places(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}
