import { maskedShares, type SharedCell } from './mask-shares.js';

const cell = (key: string, of: number, count: number): SharedCell => ({
  key,
  n: of,
  of,
  count,
  unknown: false,
});

describe('shares that are not shown', () => {
  it.each<[string, SharedCell[], string[], string[]]>([
    ['none', [cell('F', 30, 20), cell('M', 30, 1)], [], []],
    [
      '0 % and, because the sum is known, the next-smallest',
      [cell('N', 40, 20), cell('K', 9, 0), cell('E', 12, 3)],
      [],
      ['K', 'E'],
    ],
    ['100 % likewise', [cell('N', 40, 20), cell('K', 9, 9), cell('E', 12, 3)], [], ['K', 'E']],
    ['all but one', [cell('F', 30, 29), cell('M', 30, 1)], [], []],
    ['both of 0 % take a third', [cell('N', 40, 20), cell('K', 9, 0), cell('E', 12, 0)], [], ['K', 'E', 'N']],
    [
      'a hidden cell is masked',
      [cell('N', 40, 20), cell('K', 4, 2), cell('E', 7, 3)],
      ['K', 'E'],
      ['K', 'E'],
    ],
    [
      'hidden cells of 0 % together take the next',
      [cell('N', 40, 20), cell('K', 4, 0), cell('E', 7, 0)],
      ['K', 'E'],
      ['K', 'E', 'N'],
    ],
    [
      'fewer than five to take a share of',
      [cell('F', 30, 20), { ...cell('M', 4, 2), n: 30 }, cell('X', 9, 4)],
      [],
      ['M', 'X'],
    ],
    ['nobody to take a share of', [cell('F', 0, 0), cell('M', 0, 0)], [], []],
    ['everybody at 100 %', [cell('F', 30, 30), cell('M', 30, 30)], [], ['F', 'M']],
  ])('%s', (_case, cells, hidden, wanted) => {
    expect([...maskedShares(cells, new Set(hidden))].sort()).toEqual([...wanted].sort());
  });
});
