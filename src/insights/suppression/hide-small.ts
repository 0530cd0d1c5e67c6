/** Groups below this size are hidden (definitions, Suppression). */
export const LEAST_SHOWN = 5;

/** One cell of a table, as far as hiding goes. */
export interface SizedCell {
  readonly key: string;
  readonly n: number;
  /** Those about whom nothing is known: that there are none tells nothing of anybody. */
  readonly unknown: boolean;
}

/**
 * `small`: fewer than five. `differencing`: against a cell of another table it would give away fewer than five.
 * `complement`: shown, it would give away a hidden one by subtraction.
 */
export type Hiding = 'small' | 'differencing' | 'complement';

/** Whether a cell is too small to be shown. */
export function isSmall({ n, unknown }: SizedCell): boolean {
  return n < LEAST_SHOWN && !(unknown && n === 0);
}

/** The smallest of some cells, the first by its key of those that are alike. */
export function nextSmallest<C extends SizedCell>(cells: readonly C[]): C | undefined {
  return [...cells].sort((a, b) => a.n - b.n || (a.key < b.key ? -1 : 1))[0];
}

/**
 * The cells of a table that are hidden, and why: those below five, those that a cell of another table gives away,
 * and then the next-smallest of the table, because the sum over the table is known from other tables.
 */
export function hiddenCells(
  cells: readonly SizedCell[],
  differencing: ReadonlySet<string> = new Set(),
): Map<string, Hiding> {
  const hidden = new Map<string, Hiding>();
  for (const cell of cells) {
    if (isSmall(cell)) hidden.set(cell.key, 'small');
    else if (differencing.has(cell.key)) hidden.set(cell.key, 'differencing');
  }
  // An empty cell hides nothing of the others: subtraction goes through it.
  const next = nextSmallest(cells.filter((it) => !hidden.has(it.key) && it.n > 0));
  if (hidden.size > 0 && next) hidden.set(next.key, 'complement');
  return hidden;
}
