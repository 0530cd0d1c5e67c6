import { changesOf, type ComparedCell, heldCells, type Members } from './hold-cells.js';

/** Pupils from one number to another, each with the same value. */
const members = (first: number, last: number, value = 1): Members =>
  new Map(Array.from({ length: last - first + 1 }, (_, i) => [`p${first + i}`, value]));

const cell = (key: string, now: Members, earlier: Members | null): ComparedCell => ({
  key,
  n: now.size,
  unknown: false,
  members: now,
  earlier,
});

describe('what changed in a cell', () => {
  it.each<[string, Members, Members, number, number]>([
    ['nothing', members(1, 9), members(1, 9), 0, 0],
    ['one joined', members(1, 10), members(1, 9), 1, 0],
    ['one left and one joined', members(2, 10), members(1, 9), 2, 0],
    ['all have another result', members(1, 9, 2), members(1, 9), 0, 9],
  ])('%s', (_case, now, before, moved, changed) => {
    expect(changesOf(now, before)).toEqual({ moved, changed });
  });
});

describe('cells that show their last release', () => {
  const steady = cell('other', members(50, 79, 2), members(50, 79));

  it.each<[string, ComparedCell[], string[]]>([
    ['never released', [cell('a', members(1, 9), null)], []],
    ['nothing changed', [cell('a', members(1, 9), members(1, 9))], []],
    ['one joined', [cell('a', members(1, 10, 2), members(1, 9)), steady], ['a']],
    ['four joined', [cell('a', members(1, 13, 2), members(1, 9)), steady], ['a']],
    ['five joined', [cell('a', members(1, 14, 2), members(1, 9)), steady], []],
    ['two left and two joined', [cell('a', members(3, 11, 2), members(1, 9)), steady], ['a']],
    ['everybody has a new result', [cell('a', members(1, 9, 2), members(1, 9)), steady], []],
    [
      'four have another result, and the other cell with them, because the sum is known',
      [
        cell('a', new Map([...members(1, 9), ...members(1, 4, 2)]), members(1, 9)),
        cell('b', members(20, 40), members(20, 40)),
      ],
      ['a', 'b'],
    ],
    [
      'five have another result',
      [cell('a', new Map([...members(1, 9), ...members(1, 5, 2)]), members(1, 9))],
      [],
    ],
    [
      'one moved from one cell to the other: the sum over both tells nothing',
      [
        cell('a', members(1, 10), members(1, 9)),
        cell('b', members(11, 30), members(10, 30)),
        cell('c', members(50, 80), members(50, 80)),
      ],
      ['a', 'b'],
    ],
  ])('%s', (_case, cells, wanted) => {
    expect([...heldCells(cells)].sort()).toEqual(wanted);
  });
});
