import { finished } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { Breath } from '../../common/breath.js';
import { readText, REPLACEMENT } from './read-text.js';
import type { RowError } from './row-error.js';
import { RowErrors } from './row-errors.js';

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
  readonly errors: RowErrors;
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
/** So much is parsed at once; then others get their turn. */
const BYTES_AT_ONCE = 16 * 1024;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Reads a CSV file (RFC 4180: commas, quotes doubled within quotes) of UTF-8 with a header of these columns, in
 * any order. A row with broken quoting is told, and reading goes on with the line after it. However large the
 * file, others get their turn in between.
 */
export async function readCsv(bytes: Buffer, columns: readonly string[]): Promise<CsvFile> {
  const { text, notUtf8 } = await readText(bytes);
  const { rows: parsed, gaveUpAt } = await parseRows(Buffer.from(text));
  const [header, ...body] = parsed;
  const headerErrors = checkHeader(header?.cells ?? null, columns);
  const first = notUtf8.values().next();
  if (headerErrors.length > 0 && !first.done) {
    const detail = `The file is not UTF-8: it has ${first.value}. Save it as CSV UTF-8.`;
    return unreadable([{ row: 1, column: null, code: 'not-utf8', detail }]);
  }
  if (headerErrors.length > 0) return unreadable(headerErrors);
  const names = header!.cells!.map((it) => it.trim());
  const errors = new RowErrors();
  const rows: CsvRow[] = [];
  const breath = new Breath();
  let count = 0;
  for (const [i, { cells, line, fault }] of body.entries()) {
    if (breath.due()) await breath.take();
    const row = i + 2;
    if (cells?.length === 1 && cells[0]!.trim() === '') continue;
    count += 1;
    const faults = rowFaults(row, cells, fault, names, notUtf8.get(line));
    errors.add(faults);
    if (faults.length === 0)
      rows.push({ row, cells: Object.fromEntries(names.map((name, k) => [name, cells![k]!.trim()])) });
  }
  if (gaveUpAt !== null) {
    const detail = `More than ${MOST_BROKEN_ROWS} rows have broken quoting; the file was read no further.`;
    errors.add([{ row: gaveUpAt, column: null, code: 'too-many-broken-rows', detail }]);
  }
  return { rows, count, errors, unreadable: gaveUpAt !== null };
}

function unreadable(found: readonly RowError[]): CsvFile {
  const errors = new RowErrors();
  errors.add(found);
  return { rows: [], count: 0, errors, unreadable: true };
}

async function parseRows(text: Buffer): Promise<{ rows: ParsedRow[]; gaveUpAt: number | null }> {
  const rows: ParsedRow[] = [];
  let broken = 0;
  let line = 1;
  for (let from = 0; from < text.length;) {
    let read = 0;
    const fault = await parsePart(text.subarray(from), (cells, lines) => {
      rows.push({ cells, line: line + read });
      read = lines;
    });
    if (!fault) return { rows, gaveUpAt: null };
    broken += 1;
    if (broken > MOST_BROKEN_ROWS) return { rows, gaveUpAt: rows.length + 1 };
    const code = fault.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'broken-quoting';
    const cell = (fault as { column?: unknown }).column;
    rows.push({
      cells: null,
      fault: { code, cell: typeof cell === 'number' ? cell : null },
      line: line + read,
    });
    from = afterLines(text, from, read + 1);
    line += read + 1;
  }
  return { rows, gaveUpAt: null };
}

/** Parses to the end, or to the first row that cannot be read: hands back why. */
async function parsePart(
  text: Buffer,
  onRow: (cells: string[], lines: number) => void,
): Promise<CsvError | null> {
  const parser = parse({
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: MOST_CHARS_OF_A_ROW,
    on_record: (cells: string[], { lines }: { lines: number }) => {
      onRow(cells, lines);
      return null;
    },
  });
  const end = finished(parser.resume()).then(
    () => null,
    (error: unknown) => {
      if (error instanceof CsvError) return error;
      throw error;
    },
  );
  for (let at = 0; at < text.length && !parser.destroyed; at += BYTES_AT_ONCE) {
    parser.write(text.subarray(at, at + BYTES_AT_ONCE));
    await turn();
  }
  if (!parser.destroyed) parser.end();
  return end;
}

/** Where the text goes on after so many lines. */
function afterLines(text: Buffer, from: number, lines: number): number {
  let at = from;
  for (let i = 0; i < lines; i += 1) {
    while (at < text.length && text[at] !== LINE_FEED && text[at] !== CARRIAGE_RETURN) at += 1;
    at += text[at] === CARRIAGE_RETURN && text[at + 1] === LINE_FEED ? 2 : 1;
  }
  return Math.min(at, text.length);
}

function checkHeader(header: readonly string[] | null, columns: readonly string[]): RowError[] {
  const error = (column: string | null, code: string, detail: string) => ({ row: 1, column, code, detail });
  const names = header?.map((it) => it.trim()) ?? [];
  // A row without a single column's name is one of data, and what it says of somebody is not repeated.
  const isHeader = names.some((it) => it.split(/[;\t|]/).some((one) => columns.includes(one.trim())));
  if (!isHeader) return [error(null, 'no-header', `The first row must be ${columns.join(',')}.`)];
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
