import type { CellStatus, PublishedCell } from '../suppression/publish-table.js';
import type { GapFigures } from './gap-figures.js';
import { changeOf, exactGap, type GapCell, publishedGaps } from './published-gaps.js';

const figures = (n: number, members: Partial<GapFigures> = {}): GapFigures => ({
  n,
  mean: 10,
  judged: n,
  atExpected: Math.floor(n / 2),
  gap: 1,
  others: 20,
  effect: null,
  ...members,
});

const statuses = (of: Readonly<Record<string, CellStatus>>) =>
  new Map<string, PublishedCell>(Object.entries(of).map(([key, status]) => [key, { status, held: false }]));

const shown = (found: ReadonlyMap<string, GapCell | null>) =>
  [...found].map(([group, it]) => [group, it && [it.n, it.share, it.gap]]);

describe('published figures', () => {
  it('of a table without anything hidden are all there; of the unknown only their number', () => {
    const table = new Map([
      ['F', figures(20)],
      ['M', figures(22)],
      ['unknown', figures(6)],
    ]);
    const found = publishedGaps(table, statuses({ F: 'shown', M: 'shown', unknown: 'shown' }), new Map());
    expect(shown(found)).toEqual([
      ['F', [20, 0.5, 1]],
      ['M', [22, 0.5, 1]],
      ['unknown', [6, null, null]],
    ]);
  });

  it('a gap to one hidden group would be its mean: no gap of the table is shown', () => {
    const table = new Map([
      ['F', figures(30)],
      ['M', figures(8)],
      ['unknown', figures(3)],
    ]);
    const found = publishedGaps(
      table,
      statuses({ F: 'shown', M: 'complement', unknown: 'small' }),
      new Map(),
    );
    expect(shown(found)).toEqual([
      ['F', [30, 0.5, null]],
      ['M', null],
      ['unknown', null],
    ]);
  });

  it('a gap to two hidden groups together is shown', () => {
    const table = new Map([
      ['N', figures(30)],
      ['K', figures(8)],
      ['E', figures(2)],
      ['unknown', figures(0)],
    ]);
    const all = statuses({ N: 'shown', K: 'complement', E: 'small', unknown: 'shown' });
    expect(publishedGaps(table, all, new Map()).get('N')).toMatchObject({ n: 30, gap: 1, others: 20 });
  });

  it('shares of 0 % and 100 % are masked, and what would give them away; means stay', () => {
    const table = new Map([
      ['N', figures(40)],
      ['K', figures(9, { atExpected: 0 })],
      ['E', figures(12)],
      ['unknown', figures(0)],
    ]);
    const all = statuses({ N: 'shown', K: 'shown', E: 'shown', unknown: 'shown' });
    const found = publishedGaps(table, all, new Map());
    expect(
      ['N', 'K', 'E'].map((it) => [found.get(it)!.share, found.get(it)!.judged, found.get(it)!.mean]),
    ).toEqual([
      [0.5, 40, 10],
      [null, null, 10],
      [null, null, 10],
    ]);
  });

  it('a held group has the figures of its last release', () => {
    const before: GapCell = { ...exactGap(figures(19, { mean: 8 })), change: null };
    const table = new Map([['F', figures(20)]]);
    const held = new Map<string, PublishedCell>([['F', { status: 'shown', held: true }]]);
    const found = publishedGaps(table, held, new Map([['F', { date: '2026-01-09', cell: before }]]));
    expect(found.get('F')).toEqual(before);
  });
});

describe('the change since the release before', () => {
  const now = exactGap(figures(20, { mean: 12, gap: 2 }));
  const before: GapCell = { ...exactGap(figures(20, { mean: 10, gap: 3, judged: 0 })), change: null };

  it('is what is shown now less what was shown then, where both are shown', () => {
    expect(changeOf(now, { date: '2026-01-09', cell: before })).toEqual({
      since: '2026-01-09',
      mean: 2,
      share: null,
      gap: -1,
    });
  });

  it.each([
    ['hidden then', now, { date: '2026-01-09', cell: null }],
    ['hidden now', null, { date: '2026-01-09', cell: before }],
    ['never released', now, null],
  ])('there is none where it was %s', (_case, then, earlier) => {
    expect(changeOf(then, earlier)).toBeNull();
  });
});
