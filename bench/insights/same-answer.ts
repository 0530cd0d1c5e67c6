import type { Row } from './queries/asked.ts';

/** Sums in another order differ in their last digits. */
const ROUNDING = 1e-6;

/** Throws where two answers differ in more than the order of rows and the rounding of numbers. */
export function checkSame(what: string, ours: readonly Row[], theirs: readonly Row[]): void {
  if (ours.length !== theirs.length)
    throw new Error(`${what}: ${ours.length} rows, and by hand ${theirs.length}`);
  const [a, b] = [inOrder(ours), inOrder(theirs)];
  for (const [i, row] of a.entries()) {
    if (!isSame(row, b[i]))
      throw new Error(`${what}: ${JSON.stringify(row)}, and by hand ${JSON.stringify(b[i])}`);
  }
}

/** By what rows are told apart, which is text and whole numbers. */
function inOrder(rows: readonly Row[]): Row[] {
  const key = (row: Row) =>
    Object.keys(row)
      .filter((it) => typeof row[it] === 'string' || Number.isInteger(row[it]))
      .sort()
      .map((it) => `${it} ${String(row[it])}`)
      .join();
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((x, y) => (x.key < y.key ? -1 : 1))
    .map((it) => it.row);
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    return Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((it) => isSame((a as Row)[it], (b as Row)[it]));
}
