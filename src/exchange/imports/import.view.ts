import type { ImportErrorEntity } from './import-error.entity.js';
import type { ImportEntity, ImportState } from './import.entity.js';
import type { ImportKind } from './import-template.js';

/** What is wrong with a row of an imported file. */
export class ImportErrorView {
  /** As in a spreadsheet: the header is row 1. @example 17 */
  row!: number;
  /** The column's name; null where it is the row or the file as a whole. @example 'upn' */
  column!: string | null;
  /** For programs. @example 'upn-check-letter' */
  code!: string;
  /** For people. @example 'The check letter does not match the other 12 characters' */
  detail!: string;
}

/** A file that was imported or tried. */
export class ImportView {
  id!: string;
  /** @example 'pupils' */
  kind!: ImportKind;
  mode!: 'dry-run' | 'import';
  /** Whether good rows were to be stored where others are bad. */
  partial!: boolean;
  /** imported: rows are stored; checked: a dry run; refused: nothing is stored. */
  state!: ImportState;
  /** Rows of data in the file, without blank lines. @example 349 */
  rows!: number;
  /** Rows that made something; in a dry run, that would have. @example 349 */
  created!: number;
  /** Rows that changed something; in a dry run, that would have. @example 0 */
  updated!: number;
  /** Rows that say what is stored already. @example 0 */
  unchanged!: number;
  /** Rows with an error. @example 0 */
  refused!: number;
  /** @example 0 */
  errorsTotal!: number;
  /** The first of them, 100 at most; `/imports/{id}/errors` has the rest, 10,000 at most. */
  errors!: ImportErrorView[];
  createdAt!: string;
  version!: number;
}

export function toImportView(row: ImportEntity): ImportView {
  return {
    id: row.id,
    kind: row.kind,
    mode: row.mode,
    partial: row.partial,
    state: row.state,
    rows: row.rowsTotal,
    created: row.rowsCreated,
    updated: row.rowsUpdated,
    unchanged: row.rowsUnchanged,
    refused: row.rowsRefused,
    errorsTotal: row.errorsTotal,
    errors: [...row.firstErrors],
    createdAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

export function toImportErrorView(row: ImportErrorEntity): ImportErrorView {
  return { row: row.sheetRow, column: row.sheetColumn, code: row.code, detail: row.detail };
}
