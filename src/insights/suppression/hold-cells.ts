import { LEAST_SHOWN, nextSmallest, type SizedCell } from './hide-small.js';

/** The pupils of a cell with what each brings into it. */
export type Members = ReadonlyMap<string, string | number>;

/** A cell as it is now, and as it was in the release whose figures were shown last; null where there was none. */
export interface ComparedCell extends SizedCell {
  readonly members: Members;
  readonly earlier: Members | null;
}

const isFew = (n: number): boolean => n > 0 && n < LEAST_SHOWN;

/** How many joined or left, and how many stayed and bring something else. */
export function changesOf(now: Members, before: Members): { moved: number; changed: number } {
  let moved = 0;
  let changed = 0;
  for (const [pupil, value] of now) {
    if (!before.has(pupil)) moved += 1;
    else if (before.get(pupil) !== value) changed += 1;
  }
  for (const pupil of before.keys()) if (!now.has(pupil)) moved += 1;
  return { moved, changed };
}

/** Whether the difference of a cell's figures between two releases would speak of fewer than five pupils. */
function tells(now: Members, before: Members): boolean {
  const { moved, changed } = changesOf(now, before);
  return isFew(moved) || (moved === 0 && isFew(changed));
}

function joined(maps: readonly Members[]): Members {
  return new Map(maps.flatMap((it) => [...it]));
}

/**
 * The cells of a table that show their last release again: those whose membership changed by one to four, or in
 * which only one to four pupils have another value; and then the next-smallest ones for as long as all that is not
 * shown anew, which follows from the sum over the table, changed by as few.
 */
export function heldCells(cells: readonly ComparedCell[]): Set<string> {
  const compared = cells.filter((it) => it.earlier !== null);
  const held = new Set(compared.filter((it) => tells(it.members, it.earlier!)).map((it) => it.key));
  for (;;) {
    const kept = compared.filter((it) => held.has(it.key));
    const { moved, changed } = changesOf(
      joined(kept.map((it) => it.members)),
      joined(kept.map((it) => it.earlier!)),
    );
    if (!isFew(moved + changed)) return held;
    const next = nextSmallest(compared.filter((it) => !held.has(it.key) && it.n > 0));
    if (!next) return held;
    held.add(next.key);
  }
}
