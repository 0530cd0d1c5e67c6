import { LEAST_SHOWN } from './hide-small.js';

/** A cell with its pupils. */
export interface MemberCell {
  readonly key: string;
  readonly members: ReadonlySet<string>;
}

const fewOf = (n: number): boolean => n > 0 && n < LEAST_SHOWN;

/**
 * Whether two cells of different characteristics, with the sum over everybody, give away fewer than five pupils:
 * those in which one of them lies within the other, those outside two that share nobody, and those shared by two
 * that cover everybody. Free meals within pupil premium is the common case.
 */
export function giveAwayFew(a: ReadonlySet<string>, b: ReadonlySet<string>, everybody: number): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const it of small) if (large.has(it)) shared += 1;
  const outside = everybody - a.size - b.size + shared;
  return (
    (shared === small.size && fewOf(large.size - small.size)) ||
    (shared === 0 && fewOf(outside)) ||
    (outside === 0 && fewOf(shared))
  );
}

/** The cells of a table that together with a cell shown in another table would give away fewer than five pupils. */
export function givenAwayBy(
  cells: readonly MemberCell[],
  shown: readonly MemberCell[],
  everybody: number,
): Set<string> {
  const found = cells.filter((it) =>
    shown.some((other) => giveAwayFew(it.members, other.members, everybody)),
  );
  return new Set(found.map((it) => it.key));
}
