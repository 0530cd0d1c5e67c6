import { quartilesOf } from './quartiles.js';

describe('quartiles', () => {
  it.each<[number[], [number, number, number] | null]>([
    [[], null],
    [[4], [4, 4, 4]],
    [
      [1, 3],
      [1.5, 2, 2.5],
    ],
    [
      [3, 1, 2],
      [1.5, 2, 2.5],
    ],
    [
      [1, 2, 3, 4, 5],
      [2, 3, 4],
    ],
    [
      [10, 1, 2, 3],
      [1.75, 2.5, 4.75],
    ],
  ])('of %j: %j', (values, wanted) => {
    const found = quartilesOf(values);
    expect(found && [found.lower, found.median, found.upper]).toEqual(wanted);
  });
});
