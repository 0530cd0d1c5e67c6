import type { CsvRow } from './read-csv.js';
import type { RowError } from './row-error.js';

/**
 * Tells of each row in turn whether it has the same values in the key's columns as one before it; the fault is told
 * at one of the columns. A key with a blank cell is no key.
 */
export function repeatFinder(key: readonly string[], toldAt: string): (row: CsvRow) => RowError | null {
  const first = new Map<string, number>();
  return ({ row, cells }) => {
    const values = key.map((column) => cells[column] ?? '');
    if (values.includes('')) return null;
    const name = JSON.stringify(values);
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, row);
      return null;
    }
    const detail = `Row ${before} has the same ${key.join(', ')}.`;
    return { row, column: toldAt, code: 'duplicate-in-file', detail };
  };
}
