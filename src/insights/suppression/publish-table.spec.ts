import { type CellStatus, type FreshCell, publishTable } from './publish-table.js';

const members = (prefix: string, first: number, last: number, value: number) =>
  new Map(Array.from({ length: last - first + 1 }, (_, i) => [`${prefix}${first + i}`, value]));

/** A cell of pupils from one number to another, all with a new value, and its last release. */
function cell(
  key: string,
  [first, last]: [number, number],
  before: [number, number, CellStatus] | null = null,
): FreshCell {
  const now = members(key, first, last, 2);
  const earlier = before && { status: before[2], members: members(key, before[0], before[1], 1) };
  return { key, n: now.size, unknown: key === 'unknown', members: now, earlier };
}

describe('what is released of a table', () => {
  it.each<[string, FreshCell[], string[]]>([
    ['all of it at first', [cell('F', [1, 30]), cell('M', [1, 31])], ['F shown', 'M shown']],
    [
      'small cells never',
      [cell('N', [1, 58]), cell('K', [1, 9]), cell('E', [1, 3])],
      ['N shown', 'K complement', 'E small'],
    ],
    [
      'one that one pupil joined as it was',
      [cell('F', [1, 31], [1, 30, 'shown']), cell('M', [1, 30], [1, 30, 'shown'])],
      ['F shown held', 'M shown'],
    ],
    [
      'one that grew from four to five stays hidden, and so does its complement',
      [
        cell('N', [1, 58], [1, 58, 'shown']),
        cell('K', [1, 9], [1, 9, 'complement']),
        cell('E', [1, 5], [1, 4, 'small']),
      ],
      ['N shown', 'K complement', 'E small held'],
    ],
    [
      'one that grew from four to nine is shown',
      [
        cell('N', [1, 58], [1, 58, 'shown']),
        cell('K', [1, 9], [1, 9, 'complement']),
        cell('E', [1, 9], [1, 4, 'small']),
      ],
      ['N shown', 'K shown', 'E shown'],
    ],
    [
      'one that fell from six to four shows its last release, and its complement stays hidden',
      [
        cell('N', [1, 58], [1, 58, 'shown']),
        cell('K', [1, 9], [1, 9, 'shown']),
        cell('E', [1, 4], [1, 6, 'shown']),
      ],
      ['N shown', 'K complement', 'E shown held'],
    ],
  ])('%s', (_case, cells, wanted) => {
    const found = publishTable(cells);
    expect([...found].map(([key, it]) => `${key} ${it.status}${it.held ? ' held' : ''}`)).toEqual(wanted);
  });
});
