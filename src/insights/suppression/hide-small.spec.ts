import fc from 'fast-check';
import { hiddenCells, type SizedCell } from './hide-small.js';

const cells = (sizes: Readonly<Record<string, number>>): SizedCell[] =>
  Object.entries(sizes).map(([key, n]) => ({ key, n, unknown: key === 'unknown' }));

describe('the cells that are hidden', () => {
  it.each<[string, Record<string, number>, string[], string[]]>([
    ['five and five', { F: 5, M: 5, unknown: 0 }, [], []],
    [
      'four takes the next-smallest with it',
      { N: 58, K: 4, E: 7, unknown: 0 },
      [],
      ['K small', 'E complement'],
    ],
    [
      'two small ones and the next-smallest',
      { N: 58, K: 2, E: 2, unknown: 0 },
      [],
      ['K small', 'E small', 'N complement'],
    ],
    ['nobody is fewer than five', { yes: 0, no: 60, unknown: 0 }, [], ['yes small', 'no complement']],
    ['nobody unknown tells nothing', { yes: 20, no: 40, unknown: 0 }, [], []],
    [
      'four unknown would follow from the sum',
      { yes: 20, no: 40, unknown: 4 },
      [],
      ['unknown small', 'yes complement'],
    ],
    ['five unknown are shown', { yes: 20, no: 40, unknown: 5 }, [], []],
    ['of two alike the first by key', { b: 9, a: 9, c: 1, unknown: 0 }, [], ['c small', 'a complement']],
    [
      'what another table gives away',
      { yes: 20, no: 40, unknown: 0 },
      ['yes'],
      ['yes differencing', 'no complement'],
    ],
    [
      'small counts before given away',
      { yes: 3, no: 40, unknown: 0 },
      ['yes'],
      ['yes small', 'no complement'],
    ],
  ])('%s', (_case, sizes, differencing, wanted) => {
    const found = hiddenCells(cells(sizes), new Set(differencing));
    expect([...found].map(([key, why]) => `${key} ${why}`)).toEqual(wanted);
  });

  it('no published cells and their sum give a hidden cell away', () => {
    const table = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 7 });
    fc.assert(
      fc.property(table, (sizes) => {
        const all = sizes.map((n, i) => ({ key: `g${i}`, n, unknown: i === 0 }));
        const hidden = hiddenCells(all);
        if (hidden.size === 0) return;
        const left = all.filter((it) => hidden.has(it.key));
        const union = left.reduce((sum, it) => sum + it.n, 0);
        // What subtraction leaves is of five or more, or all of the table is hidden.
        expect(
          union >= 5 || left.filter((it) => it.n > 0).length === all.filter((it) => it.n > 0).length,
        ).toBe(true);
        // One alone is hidden only where nobody is in the others.
        expect(left.length > 1 || all.every((it) => hidden.has(it.key) || it.n === 0)).toBe(true);
      }),
    );
  });
});
