/** A value of a cell. */
export type CsvValue = string | number | boolean | null;

/** A text that begins so would be carried out as a formula by a spreadsheet. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Rows as CSV (RFC 4180): a header, CRLF, quotes where needed, nothing for null. A text that a spreadsheet would take
 * for a formula gets an apostrophe in front; numbers stay numbers.
 */
export function csvText(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): string {
  const lines = rows.map((row) => columns.map((it) => cellOf((row[it] ?? null) as CsvValue)));
  return [columns, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function cellOf(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
