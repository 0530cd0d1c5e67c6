import type { OpenDatabase } from './data-source.js';
import type { Driver } from './connection.js';
import { type EntityClass, factOptions } from './fact.entity.js';
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

  /** The rows of a fact as they were known at a version of their owner. `where` speaks of bare columns. */
  async selectKnownAt<E>(
    entity: EntityClass<E>,
    version: number,
    where: string,
    params: readonly Cell[],
  ): Promise<E[]> {
    const codec = codecFor(entity);
    const { table } = factOptions(entity);
    const current = `select ${codec.selectList} from ${table} where since_version <= ? and ${where}`;
    const past = `select ${codec.selectList} from ${table}_history where since_version <= ? and until_version > ? and ${where}`;
    return codec.decode(
      await this.query(`${current} union all ${past}`, [version, ...params, version, version, ...params]),
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

  constructor(readonly open: OpenDatabase) {
    super();
    this.driver = open.driver;
  }

  override query<R = RawRow>(sql: string, params: readonly Cell[] = []): Promise<R[]> {
    return this.driver.reader.query(sql, params) as Promise<R[]>;
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
