import { LEAST_SHOWN } from '../suppression/hide-small.js';
import { maskedShares } from '../suppression/mask-shares.js';
import type { PublishedCell } from '../suppression/publish-table.js';
import { UNKNOWN } from './characteristic-groups.js';
import { type GapFigures, shareOf } from './gap-figures.js';

/** What changed since the release before, or since an earlier day. */
export interface GapChange {
  /** The date of the earlier figures. */
  readonly since: string;
  readonly mean: number | null;
  readonly share: number | null;
  readonly gap: number | null;
}

/** The figures of one group as they are kept and shown. */
export interface GapCell {
  readonly n: number;
  readonly mean: number | null;
  readonly judged: number | null;
  readonly share: number | null;
  readonly gap: number | null;
  readonly others: number | null;
  readonly g: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly change: GapChange | null;
}

/** The figures of a group in the release before, and their date. */
export interface EarlierGap {
  readonly date: string;
  readonly cell: GapCell | null;
}

/** The figures of a group as they are, for those who may read its pupils. */
export function exactGap(figures: GapFigures): Omit<GapCell, 'change'> {
  const { n, mean, judged, gap, others, effect } = figures;
  const { g = null, low = null, high = null } = effect ?? {};
  return { n, mean, judged, share: shareOf(figures), gap, others, g, low, high };
}

/** The change from earlier figures to later ones; null where there are none of either. */
export function changeOf(
  now: Omit<GapCell, 'change'> | null,
  earlier: { readonly date: string; readonly cell: Omit<GapCell, 'change'> | null } | null,
): GapChange | null {
  if (!now || !earlier?.cell) return null;
  const less = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);
  const { date, cell } = earlier;
  return {
    since: date,
    mean: less(now.mean, cell.mean),
    share: less(now.share, cell.share),
    gap: less(now.gap, cell.gap),
  };
}

/**
 * The figures of a table as everybody may see them, given which cells are shown. A held cell has those of its last
 * release. Where the others of a cell are one hidden cell, or fewer than five, no gap of the table is shown: it would
 * give that cell's mean away.
 */
export function publishedGaps(
  figures: ReadonlyMap<string, GapFigures>,
  published: ReadonlyMap<string, PublishedCell>,
  earlier: ReadonlyMap<string, EarlierGap>,
): Map<string, GapCell | null> {
  const hidden = new Set([...published].flatMap(([group, it]) => (it.status === 'shown' ? [] : [group])));
  const masked = maskedShares(
    [...figures].map(([key, { n, judged, atExpected }]) => ({
      ...{ key, n, unknown: key === UNKNOWN },
      ...{ of: judged, count: atExpected },
    })),
    hidden,
  );
  const unseen = [...figures].filter(([group]) => group !== UNKNOWN && hidden.has(group));
  const unseenPupils = unseen.reduce((sum, [, it]) => sum + it.n, 0);
  const gapsShown = unseen.length === 0 || (unseen.length > 1 && unseenPupils >= LEAST_SHOWN);
  return new Map(
    [...figures].map(([group, it]): [string, GapCell | null] => {
      const { status, held } = published.get(group)!;
      const before = earlier.get(group) ?? null;
      if (held) return [group, before?.cell ?? null];
      if (status !== 'shown') return [group, null];
      if (group === UNKNOWN) return [group, { ...NOTHING, n: it.n }];
      const cell = {
        ...exactGap(it),
        ...(masked.has(group) && { judged: null, share: null }),
        ...(!gapsShown && { gap: null, others: null, g: null, low: null, high: null }),
      };
      return [group, { ...cell, change: changeOf(cell, before) }];
    }),
  );
}

const NOTHING: Omit<GapCell, 'n'> = {
  mean: null,
  judged: null,
  share: null,
  gap: null,
  others: null,
  g: null,
  low: null,
  high: null,
  change: null,
};
