import { repeatFinder } from './repeated-rows.js';

const rows = [
  { row: 2, cells: { school: '1', id: 'a' } },
  { row: 3, cells: { school: '2', id: 'a' } },
  { row: 4, cells: { school: '1', id: 'a' } },
  { row: 5, cells: { school: '1', id: '' } },
  { row: 6, cells: { school: '1', id: '' } },
  { row: 7, cells: { school: '1', id: 'a' } },
];

describe('rows that repeat a key', () => {
  it('each names the first row with it; blank cells repeat nothing', () => {
    const repeated = repeatFinder(['school', 'id'], 'id');
    expect(rows.map(repeated).filter((it) => it !== null)).toEqual(
      [4, 7].map((row) => ({
        row,
        column: 'id',
        code: 'duplicate-in-file',
        detail: 'Row 2 has the same school, id.',
      })),
    );
  });
});
