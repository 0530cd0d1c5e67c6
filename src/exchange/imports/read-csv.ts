import { CsvError, parse } from 'csv-parse/sync';
import { readText, REPLACEMENT } from './read-text.js';
import type { RowError } from './row-error.js';

/** A row of data by the names of its columns; blank cells are empty texts. */
export interface CsvRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** The rows that could be read, and what is wrong with the file and with the others. */
export interface CsvFile {
  readonly rows: readonly CsvRow[];
  /** Rows of data in all, blank lines apart. */
  readonly count: number;
  readonly errors: readonly RowError[];
  /** The header is not the template's, or the rest could not be read: nothing of the file may be taken. */
  readonly unreadable: boolean;
}

/** One row as the parser gave it; null where its quoting is broken. */
interface ParsedRow {
  readonly cells: readonly string[] | null;
  /** Why it could not be read, and the place of the cell, from 0. */
  readonly fault?: { readonly code: 'broken-quoting' | 'row-too-long'; readonly cell: number | null };
  /** The line of the file that it begins on. */
  readonly line: number;
}

/** Longer than any row of a template, so that an open quote swallows no more than this. */
const MOST_CHARS_OF_A_ROW = 65_536;
const MOST_BROKEN_ROWS = 100;
const LINE_END = /\r\n|\n|\r/g;

/**
 * Reads a CSV file (RFC 4180: commas, quotes doubled within quotes) of UTF-8 with a header of these columns, in
 * any order. A row with broken quoting is told, and reading goes on with the line after it.
 */
export function readCsv(bytes: Buffer, columns: readonly string[]): CsvFile {
  const { text, notUtf8 } = readText(bytes);
  const { rows: parsed, gaveUpAt } = parseRows(text);
  const [header, ...body] = parsed;
  const headerErrors = checkHeader(header?.cells ?? null, columns);
  const first = notUtf8.values().next();
  if (headerErrors.length > 0 && !first.done) {
    const detail = `The file is not UTF-8: it has ${first.value}. Save it as CSV UTF-8.`;
    return unreadable([{ row: 1, column: null, code: 'not-utf8', detail }]);
  }
  if (headerErrors.length > 0) return unreadable(headerErrors);
  const names = header!.cells!.map((it) => it.trim());
  const errors: RowError[] = [];
  const rows: CsvRow[] = [];
  let count = 0;
  body.forEach(({ cells, line, fault }, i) => {
    const row = i + 2;
    if (cells?.length === 1 && cells[0]!.trim() === '') return;
    count += 1;
    const faults = rowFaults(row, cells, fault, names, notUtf8.get(line));
    if (faults.length > 0) errors.push(...faults);
    else rows.push({ row, cells: Object.fromEntries(names.map((name, k) => [name, cells![k]!.trim()])) });
  });
  if (gaveUpAt !== null) {
    const detail = `More than ${MOST_BROKEN_ROWS} rows have broken quoting; the file was read no further.`;
    errors.push({ row: gaveUpAt, column: null, code: 'too-many-broken-rows', detail });
  }
  return { rows, count, errors, unreadable: gaveUpAt !== null };
}

function unreadable(errors: readonly RowError[]): CsvFile {
  return { rows: [], count: 0, errors, unreadable: true };
}

function parseRows(text: string): { rows: ParsedRow[]; gaveUpAt: number | null } {
  const rows: ParsedRow[] = [];
  let broken = 0;
  let line = 1;
  for (let from = 0; from < text.length;) {
    let read = 0;
    try {
      parse(text.slice(from), {
        relax_column_count: true,
        record_delimiter: ['\r\n', '\n', '\r'],
        max_record_size: MOST_CHARS_OF_A_ROW,
        on_record: (cells: string[], { lines }: { lines: number }) => {
          rows.push({ cells, line: line + read });
          read = lines;
          return null;
        },
      });
      return { rows, gaveUpAt: null };
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      broken += 1;
      if (broken > MOST_BROKEN_ROWS) return { rows, gaveUpAt: rows.length + 1 };
      const code = error.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'broken-quoting';
      const cell = (error as { column?: unknown }).column;
      rows.push({
        cells: null,
        fault: { code, cell: typeof cell === 'number' ? cell : null },
        line: line + read,
      });
      from = afterLines(text, from, read + 1);
      line += read + 1;
    }
  }
  return { rows, gaveUpAt: null };
}

/** Where the text goes on after so many lines. */
function afterLines(text: string, from: number, lines: number): number {
  LINE_END.lastIndex = from;
  for (let i = 0; i < lines; i += 1) {
    if (!LINE_END.exec(text)) return text.length;
  }
  return LINE_END.lastIndex;
}

function checkHeader(header: readonly string[] | null, columns: readonly string[]): RowError[] {
  const error = (column: string | null, code: string, detail: string) => ({ row: 1, column, code, detail });
  if (!header) return [error(null, 'no-header', `The first row must be ${columns.join(',')}.`)];
  const names = header.map((it) => it.trim());
  const shown = (name: string) => name.replace(/\p{Cc}/gu, '').slice(0, 60);
  return [
    ...columns
      .filter((it) => !names.includes(it))
      .map((it) => error(it, 'missing-column', `The header has no column ${it}.`)),
    ...names
      .filter((it) => !columns.includes(it))
      .map((it) => error(shown(it), 'unknown-column', `The template has no column "${shown(it)}".`)),
    ...names
      .filter((it, i) => columns.includes(it) && names.indexOf(it) !== i)
      .map((it) => error(it, 'duplicate-column', `The header has the column ${it} twice.`)),
  ];
}

function rowFaults(
  row: number,
  cells: readonly string[] | null,
  fault: ParsedRow['fault'],
  names: readonly string[],
  badByte: string | undefined,
): RowError[] {
  if (!cells) {
    const column = names[fault?.cell ?? -1] ?? null;
    if (fault?.code === 'row-too-long') {
      return [
        { row, column, code: fault.code, detail: `The row has more than ${MOST_CHARS_OF_A_ROW} characters.` },
      ];
    }
    const detail = 'The quoting is broken: a quoted cell ends with ", and a " within it is written twice.';
    return [{ row, column, code: 'broken-quoting', detail }];
  }
  if (cells.length !== names.length) {
    const detail = `The row has ${cells.length} cells; the header has ${names.length}.`;
    return [{ row, column: names[cells.length] ?? names.at(-1) ?? null, code: 'cell-count', detail }];
  }
  return names.flatMap((column, k) => {
    if (!cells[k]!.includes(REPLACEMENT)) return [];
    const found = badByte ? `it has ${badByte}` : 'a character of it was lost before';
    return [{ row, column, code: 'not-utf8', detail: `The cell is not UTF-8: ${found}.` }];
  });
}
