import { giveAwayFew, givenAwayBy } from './differencing.js';

/** The pupils from one number to another. */
const from = (first: number, last: number): Set<string> =>
  new Set(Array.from({ length: last - first + 1 }, (_, i) => `p${first + i}`));

describe('two cells of different tables over 30 pupils', () => {
  it.each<[string, Set<string>, Set<string>, boolean]>([
    ['the same pupils', from(1, 10), from(1, 10), false],
    ['ten within eleven', from(1, 10), from(1, 11), true],
    ['ten within fourteen', from(1, 14), from(1, 10), true],
    ['ten within fifteen', from(1, 10), from(1, 15), false],
    ['ten with two of their own and eleven', from(1, 10), from(3, 13), false],
    ['share nobody, one is outside', from(1, 10), from(11, 29), true],
    ['share nobody, nobody is outside', from(1, 10), from(11, 30), false],
    ['share nobody, five are outside', from(1, 10), from(11, 25), false],
    ['cover everybody and share four', from(1, 17), from(14, 30), true],
    ['cover everybody and share five', from(1, 18), from(14, 30), false],
  ])('%s', (_case, a, b, few) => {
    expect(giveAwayFew(a, b, 30)).toBe(few);
    expect(giveAwayFew(b, a, 30)).toBe(few);
  });

  it('names the cells of the later table', () => {
    const cells = [
      { key: 'yes', members: from(1, 10) },
      { key: 'no', members: from(11, 30) },
    ];
    expect(givenAwayBy(cells, [{ key: 'x', members: from(1, 12) }], 30)).toEqual(new Set(['yes', 'no']));
    expect(givenAwayBy(cells, [{ key: 'x', members: from(1, 20) }], 30)).toEqual(new Set());
  });
});
