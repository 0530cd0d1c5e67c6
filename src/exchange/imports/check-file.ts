import { Breath } from '../../common/breath.js';
import { type CheckedRow, type ImportHandler, rowErrors, type SchoolsByUrn } from './import-kind.js';
import { readCsv } from './read-csv.js';
import { repeatFinder } from './repeated-rows.js';
import { RowErrors } from './row-errors.js';

/** A file after everything that can be checked without what is stored. */
export interface CheckedFile<D> {
  readonly fit: readonly CheckedRow<D>[];
  readonly errors: RowErrors;
  /** Rows of data in all. */
  readonly count: number;
  /** Nothing of the file may be taken, whatever rows are good. */
  readonly unreadable: boolean;
}

/** Reads a file and checks each row by itself and against the others. */
export async function checkFile<D extends object>(
  bytes: Buffer,
  columns: readonly string[],
  handler: ImportHandler<D>,
  schools: SchoolsByUrn,
): Promise<CheckedFile<D>> {
  const file = await readCsv(bytes, columns);
  const repeats = handler.keys.map((key) => repeatFinder(key.columns, key.toldAt));
  const breath = new Breath();
  const errors = new RowErrors();
  const fit: CheckedRow<D>[] = [];
  for (const row of file.rows) {
    const checked = handler.check(row, schools);
    const faults = 'faults' in checked ? checked.faults : [];
    const found = rowErrors(row.row, faults, handler.columnOf);
    const twice = repeats
      .flatMap((repeated) => repeated(row) ?? [])
      .filter((it) => !found.some((e) => e.column === it.column));
    errors.add([...found, ...twice]);
    if ('dto' in checked && twice.length === 0) fit.push({ index: row.row, ...checked });
    if (breath.due()) await breath.take();
  }
  return { fit, errors: file.errors.with(errors), count: file.count, unreadable: file.unreadable };
}
