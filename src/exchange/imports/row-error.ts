/** What is wrong with a row of an imported file. */
export interface RowError {
  /** As in a spreadsheet: the header is row 1. */
  readonly row: number;
  /** The column's name in the template; null where it is the row or the file as a whole. */
  readonly column: string | null;
  /** For programs. */
  readonly code: string;
  /** For people. */
  readonly detail: string;
}
