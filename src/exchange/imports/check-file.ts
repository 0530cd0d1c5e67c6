import { setImmediate as breathe } from 'node:timers/promises';
import { type CheckedRow, type ImportHandler, rowErrors, type SchoolsByUrn } from './import-kind.js';
import { readCsv } from './read-csv.js';
import { repeatedRows } from './repeated-rows.js';
import type { RowError } from './row-error.js';

/** A file after everything that can be checked without what is stored. */
export interface CheckedFile<D> {
  readonly fit: readonly CheckedRow<D>[];
  readonly errors: readonly RowError[];
  /** Rows of data in all. */
  readonly count: number;
  /** Nothing of the file may be taken, whatever rows are good. */
  readonly unreadable: boolean;
}

/** Rows are checked in parts, so that other requests are answered in between. */
const ROWS_AT_ONCE = 250;

/** Reads a file and checks each row by itself and against the others. */
export async function checkFile<D extends object>(
  bytes: Buffer,
  columns: readonly string[],
  handler: ImportHandler<D>,
  schools: SchoolsByUrn,
): Promise<CheckedFile<D>> {
  const file = readCsv(bytes, columns);
  const repeated = Map.groupBy(
    handler.keys.flatMap((key) => repeatedRows(file.rows, key.columns, key.toldAt)),
    (it) => it.row,
  );
  const errors: RowError[] = [...file.errors];
  const fit: CheckedRow<D>[] = [];
  for (let from = 0; from < file.rows.length; from += ROWS_AT_ONCE) {
    for (const row of file.rows.slice(from, from + ROWS_AT_ONCE)) {
      const checked = handler.check(row, schools);
      const faults = 'faults' in checked ? checked.faults : [];
      const found = rowErrors(row.row, faults, handler.columnOf);
      const twice = (repeated.get(row.row) ?? []).filter((it) => !found.some((e) => e.column === it.column));
      errors.push(...found, ...twice);
      if ('dto' in checked && twice.length === 0) fit.push({ index: row.row, ...checked });
    }
    await breathe();
  }
  return { fit, errors, count: file.count, unreadable: file.unreadable };
}
