import type { Connection } from './connection.js';
import type { EntityClass } from './fact.entity.js';
import { type Cell, codecFor } from './row-codec.js';

/** Keeps a statement below the drivers' limits on places and the server's packet size. */
const MOST_PLACES = 12_000;
const MOST_ROWS = 500;

interface Variation {
  /** Another table with the same columns. */
  readonly table?: string;
  /** One more column, with a value for each row. */
  readonly extra?: { readonly column: string; readonly values: readonly Cell[] };
  /** SQL in the place of a column's value, by property; the row's value is its one parameter. */
  readonly expressions?: Readonly<Record<string, string>>;
}

/** Inserts rows of one entity with as few statements as fit. */
export async function insertRows<E extends object>(
  connection: Connection,
  entity: EntityClass<E>,
  rows: readonly E[],
  { table, extra, expressions = {} }: Variation = {},
): Promise<void> {
  const codec = codecFor(entity);
  const names = codec.columns.map((it) => it.name).concat(extra ? [extra.column] : []);
  const group = `(${codec.columns
    .map((it) => expressions[it.property] ?? '?')
    .concat(extra ? ['?'] : [])
    .join(', ')})`;
  const head = `insert into ${table ?? codec.table} (${names.join(', ')}) values `;
  const size = Math.min(MOST_ROWS, Math.floor(MOST_PLACES / names.length));
  for (let from = 0; from < rows.length; from += size) {
    const part = rows.slice(from, from + size);
    const params: Cell[] = [];
    part.forEach((row, i) => {
      for (const cell of codec.encode(row as Record<string, unknown>)) params.push(cell);
      if (extra) params.push(extra.values[from + i]!);
    });
    await connection.write(head + Array.from(part, () => group).join(', '), params);
  }
}
