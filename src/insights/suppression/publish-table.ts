import { hiddenCells, type Hiding, nextSmallest, type SizedCell } from './hide-small.js';
import { heldCells, type Members } from './hold-cells.js';

/** How a cell came out of its last release. */
export interface EarlierCell {
  readonly status: CellStatus;
  readonly members: Members;
}

/** A cell of a table that is about to be released. */
export interface FreshCell extends SizedCell {
  readonly members: Members;
  /** Null where it was never released. */
  readonly earlier: EarlierCell | null;
}

export type CellStatus = 'shown' | Hiding;

/** What is released of a cell. */
export interface PublishedCell {
  readonly status: CellStatus;
  /** It shows its last release again, or stays hidden as there. */
  readonly held: boolean;
}

/**
 * What is released of each cell of a table (definitions, Suppression): its own figures, those of its last release
 * where its membership changed by one to four since, or nothing.
 */
export function publishTable(
  cells: readonly FreshCell[],
  differencing: ReadonlySet<string> = new Set(),
): Map<string, PublishedCell> {
  const hidden = hiddenCells(cells, differencing);
  const held = heldCells(cells.map((it) => ({ ...it, earlier: it.earlier?.members ?? null })));
  const published = new Map<string, PublishedCell>(
    cells.map(({ key, earlier }) => [
      key,
      held.has(key)
        ? { status: earlier!.status, held: true }
        : { status: hidden.get(key) ?? 'shown', held: false },
    ]),
  );
  // A cell that stays hidden from an earlier release must not stand alone either.
  const notNew = cells.filter((it) => held.has(it.key) || published.get(it.key)!.status !== 'shown');
  if (notNew.length === 1 && published.get(notNew[0]!.key)!.status !== 'shown') {
    const next = nextSmallest(cells.filter((it) => it !== notNew[0] && it.n > 0));
    if (next) published.set(next.key, { status: 'complement', held: false });
  }
  return published;
}
