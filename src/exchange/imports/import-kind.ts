import type { RequestContext } from '../../auth/request-context.js';
import type { DomainError, Fault } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import type { Transaction } from '../../database/transaction.js';
import type { CsvRow } from './read-csv.js';
import type { RowError } from './row-error.js';

/** The schools that the caller may write to: URN → id. */
export type SchoolsByUrn = ReadonlyMap<string, string>;

/** A row that fits its description. */
export interface CheckedRow<D> {
  /** The row's number, which also tells the rows of a write apart. */
  readonly index: number;
  readonly schoolId: string;
  readonly dto: D;
}

/** A row that fits, or why it does not. */
export type RowCheck<D> =
  { readonly schoolId: string; readonly dto: D } | { readonly faults: readonly Fault[] };

/** How rows of one kind are checked and written. */
export interface ImportHandler<D extends object> {
  /** Keys that no two rows of a file share, and the column that a repeated one is told at. */
  readonly keys: readonly { readonly columns: readonly string[]; readonly toldAt: string }[];
  /** Pointer of a fault → column of the template. */
  readonly columnOf: (pointer: string) => string | null;
  /** Checks a row by itself. */
  readonly check: (row: CsvRow, schools: SchoolsByUrn) => RowCheck<D>;
  /** Writes rows by their source keys; every row has an outcome. */
  readonly write: (
    tx: Transaction,
    ctx: RequestContext,
    rows: readonly CheckedRow<D>[],
  ) => Promise<ReadonlyMap<number, BatchDone | DomainError>>;
}

/** The errors of a row: the first of each column. */
export function rowErrors(
  row: number,
  faults: readonly Fault[],
  columnOf: ImportHandler<object>['columnOf'],
): RowError[] {
  const errors = new Map<string | null, RowError>();
  for (const { pointer, code, detail } of faults) {
    const column = columnOf(pointer);
    if (!errors.has(column)) errors.set(column, { row, column, code, detail: detail.slice(0, 300) });
  }
  return [...errors.values()];
}

/** Alike for no school and for one that the caller does not see. */
export const UNKNOWN_SCHOOL: Fault = {
  pointer: '/schoolId',
  code: 'unknown-school',
  detail: 'No school with this URN is known.',
};
