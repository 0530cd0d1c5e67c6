import { nextSmallest, type SizedCell } from './hide-small.js';

/** A cell with a share: how many of how many. */
export interface SharedCell extends SizedCell {
  /** Those of the cell for whom it is known. */
  readonly of: number;
  readonly count: number;
}

function isExtreme(cells: readonly SharedCell[]): boolean {
  const of = cells.reduce((sum, it) => sum + it.of, 0);
  const count = cells.reduce((sum, it) => sum + it.count, 0);
  return of > 0 && (count === 0 || count === of);
}

/**
 * The cells whose share is not shown: hidden cells, those with fewer than five to take a share of, those of 0 % and
 * 100 %, which would tell of each single pupil, and then the next-smallest ones for as long as subtraction would
 * leave one cell, or cells of 0 % or 100 % together.
 */
export function maskedShares(cells: readonly SharedCell[], hidden: ReadonlySet<string>): Set<string> {
  const counted = cells.filter((it) => it.of > 0);
  const masked = new Set(
    counted.filter((it) => hidden.has(it.key) || it.of < 5 || isExtreme([it])).map((it) => it.key),
  );
  for (;;) {
    const left = counted.filter((it) => masked.has(it.key));
    if (left.length === 0 || (left.length > 1 && !isExtreme(left))) return masked;
    const next = nextSmallest(counted.filter((it) => !masked.has(it.key)));
    if (!next) return masked;
    masked.add(next.key);
  }
}
