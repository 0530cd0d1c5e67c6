import {
  type QueryRunner,
  Table,
  type TableColumnOptions,
  type TableForeignKeyOptions,
  TableIndex,
  type TableIndexOptions,
} from 'typeorm';
import { historyIndex } from '../naming.js';

/** A column for the migrations. The same words mean the same column on every database. */
export type ColumnSpec = Omit<TableColumnOptions, 'name'>;

export const text = (length: number): ColumnSpec => ({ type: 'varchar', length: String(length) });
export const id: ColumnSpec = text(36);
export const date: ColumnSpec = text(10);
export const instant: ColumnSpec = text(24);
export const integer: ColumnSpec = { type: 'integer' };
export const real: ColumnSpec = { type: 'double' };
export const flag: ColumnSpec = { type: 'boolean', default: '0' };
export const longText: ColumnSpec = { type: 'text' };
export const bytes: ColumnSpec = { type: 'blob' };
export const nullable = (column: ColumnSpec): ColumnSpec => ({ ...column, isNullable: true });

export interface TableSpec {
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  /** Columns of the primary key, in order: rows lie in this order on disk. */
  readonly key: readonly string[];
  /** Name → columns. Names that begin with `uq_` are unique. */
  readonly indices?: Readonly<Record<string, readonly string[]>>;
  readonly foreignKeys?: readonly {
    readonly columns: readonly string[];
    readonly table: string;
    readonly references: readonly string[];
  }[];
}

/** A table of the dialect-neutral kind. */
export function table(name: string, spec: TableSpec): Table {
  const order = [...spec.key, ...Object.keys(spec.columns).filter((it) => !spec.key.includes(it))];
  return new Table({
    name,
    withoutRowid: true,
    columns: order.map((column) => ({
      ...spec.columns[column]!,
      name: column,
      isPrimary: spec.key.includes(column),
    })),
    indices: Object.entries(spec.indices ?? {}).map(([index, columns]): TableIndexOptions => ({
      name: index,
      columnNames: [...columns],
      isUnique: index.startsWith('uq_'),
    })),
    foreignKeys: (spec.foreignKeys ?? []).map((it): TableForeignKeyOptions => ({
      columnNames: [...it.columns],
      referencedTableName: it.table,
      referencedColumnNames: [...it.references],
      onDelete: 'NO ACTION',
      onUpdate: 'NO ACTION',
    })),
  });
}

/**
 * A fact's table and its history twin. The key starts with the owner, so that a school's rows lie together;
 * `uq_<table>_id` finds a row by its id alone, `ix_<table>_history_id` the past ones.
 */
export function factTables(
  name: string,
  spec: Omit<TableSpec, 'key'> & { readonly key?: readonly string[] },
): Table[] {
  const key = spec.key ?? ['owner_id', 'id'];
  const columns = { owner_id: id, id, since_version: integer, recorded_at: instant, ...spec.columns };
  const current = table(name, {
    ...spec,
    columns,
    key,
    indices: { [`uq_${name}_id`]: ['id'], ...spec.indices },
  });
  const history = table(`${name}_history`, {
    columns: { ...columns, until_version: integer },
    key: [...key, 'since_version'],
    indices: { [historyIndex(name)]: ['id'] },
  });
  return [current, history];
}

/**
 * Adds columns to a fact's table and to its history twin, and indices to the first. What was stored before has the
 * column's default in it, or no value: a column without a default is nullable. Plain statements: TypeORM would make a SQLite table anew for each column.
 */
export async function addFactColumns(
  runner: QueryRunner,
  name: string,
  columns: Readonly<Record<string, ColumnSpec>>,
  indices: Readonly<Record<string, readonly string[]>> = {},
): Promise<void> {
  for (const one of [name, `${name}_history`]) {
    for (const [column, { type, length, default: value }] of Object.entries(columns)) {
      const sqlType = length === undefined ? type : `${type}(${length})`;
      const rest = value === undefined ? 'null' : `default ${value} not null`;
      await runner.query(`alter table ${one} add column ${column} ${sqlType} ${rest}`);
    }
  }
  for (const [index, columnNames] of Object.entries(indices)) {
    await runner.createIndex(
      name,
      new TableIndex({ name: index, columnNames: [...columnNames], isUnique: index.startsWith('uq_') }),
    );
  }
}

/** Takes back what `addFactColumns` added. */
export async function dropFactColumns(
  runner: QueryRunner,
  name: string,
  columns: readonly string[],
  indices: readonly string[] = [],
): Promise<void> {
  for (const index of indices) await runner.dropIndex(name, index);
  for (const one of [name, `${name}_history`]) {
    for (const column of columns) await runner.query(`alter table ${one} drop column ${column}`);
  }
}
