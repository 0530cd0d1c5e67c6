import { getMetadataArgsStorage, type ValueTransformer } from 'typeorm';
import { type EntityClass, factOptions, isFact } from './fact.entity.js';
import { columnName } from './naming.js';

/** A value that both drivers take and give. */
export type Cell = string | number | Buffer | null;

/** A row as a driver gives it. */
export type RawRow = Record<string, unknown>;

interface CodecColumn {
  readonly property: string;
  readonly name: string;
  readonly primary: boolean;
  readonly decode: ((cell: unknown) => unknown) | null;
  readonly encode: ((value: unknown) => Cell) | null;
}

/**
 * How rows of one entity class are written and read by plain statements: the one codec that plain reads and
 * writes share, made of the same decorators that the schema is checked against.
 */
export class RowCodec<E> {
  readonly table: string;
  readonly columns: readonly CodecColumn[];
  /** `owner_id as ownerId, …`, so that drivers hand out objects with the entity's property names. */
  readonly selectList: string;
  private readonly decoded: readonly CodecColumn[];

  constructor(entity: EntityClass<E>) {
    const storage = getMetadataArgsStorage();
    const chain: unknown[] = [];
    for (
      let it: unknown = entity;
      typeof it === 'function' && it !== Function.prototype;
      it = Object.getPrototypeOf(it)
    ) {
      chain.unshift(it);
    }
    const table = isFact(entity)
      ? factOptions(entity).table
      : storage.tables.find((it) => it.target === entity)?.name;
    if (!table) throw new Error(`${entity.name} has no table`);
    this.table = table;
    this.columns = chain.flatMap((target) =>
      storage.columns
        .filter((column) => column.target === target)
        .map(({ propertyName, options }) => ({
          property: propertyName,
          name: columnName(propertyName),
          primary: options.primary === true,
          ...codecOf(options.type === 'boolean', options.transformer as ValueTransformer | undefined),
        })),
    );
    this.decoded = this.columns.filter((column) => column.decode);
    this.selectList = this.columns.map((column) => `${column.name} as ${column.property}`).join(', ');
  }

  /** The select list with a table alias, for joins and unions. */
  selectListOf(alias: string): string {
    return this.columns.map((column) => `${alias}.${column.name} as ${column.property}`).join(', ');
  }

  /** Turns the driver's rows into the entity's, in place. */
  decode(rows: RawRow[]): E[] {
    if (this.decoded.length > 0) {
      for (const row of rows) {
        for (const { property, decode } of this.decoded) row[property] = decode!(row[property]);
      }
    }
    return rows as E[];
  }

  /** The same for rows with some of the members. */
  decodeMembers(rows: RawRow[]): Partial<E>[] {
    for (const row of rows) {
      for (const { property, decode } of this.decoded) {
        if (property in row) row[property] = decode!(row[property]);
      }
    }
    return rows as Partial<E>[];
  }

  /** The values of a row in the order of `columns`. */
  encode(row: Readonly<Record<string, unknown>>): Cell[] {
    return this.columns.map((column) => this.encodeCell(column, row[column.property]));
  }

  encodeCell(column: CodecColumn, value: unknown): Cell {
    if (value === undefined || value === null) return null;
    return column.encode ? column.encode(value) : (value as Cell);
  }
}

function codecOf(
  boolean: boolean,
  transformer: ValueTransformer | undefined,
): Pick<CodecColumn, 'decode' | 'encode'> {
  if (boolean) return { decode: (cell) => cell === 1 || cell === true, encode: (value) => (value ? 1 : 0) };
  if (transformer) {
    return {
      decode: (cell): unknown => transformer.from(cell),
      encode: (value) => transformer.to(value) as Cell,
    };
  }
  return { decode: null, encode: null };
}

/** Column transformer of a JSON value in a text column. */
export const json: ValueTransformer = {
  to: (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value)),
  from: (cell: unknown) => (typeof cell === 'string' ? (JSON.parse(cell) as unknown) : null),
};

const codecs = new Map<EntityClass<unknown>, RowCodec<unknown>>();

/** The codec of an entity class, made once. */
export function codecFor<E>(entity: EntityClass<E>): RowCodec<E> {
  let codec = codecs.get(entity) as RowCodec<E> | undefined;
  if (!codec) {
    codec = new RowCodec(entity);
    codecs.set(entity, codec);
  }
  return codec;
}
