import type { CsvRow } from './read-csv.js';
import type { RowError } from './row-error.js';

/**
 * The rows that have the same values in the key's columns as a row before them, each told at one of the columns.
 * A key with a blank cell is no key.
 */
export function repeatedRows(rows: readonly CsvRow[], key: readonly string[], toldAt: string): RowError[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, cells }) => {
    const values = key.map((column) => cells[column] ?? '');
    if (values.includes('')) return [];
    const name = JSON.stringify(values);
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, row);
      return [];
    }
    const detail = `Row ${before} has the same ${key.join(', ')}.`;
    return [{ row, column: toldAt, code: 'duplicate-in-file', detail }];
  });
}
