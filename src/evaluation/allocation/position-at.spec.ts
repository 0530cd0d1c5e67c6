import { positionAt } from './position-at.js';

describe('where a row stands that gets a rank', () => {
  const others = [1, 2, 4].map((position) => ({ position }));

  it.each<[string, number, number]>([
    ['before the first', 1, 0],
    ['between the first and the second', 2, 1.5],
    ['between the second and the third', 3, 3],
    ['after the last', 4, 5],
    ['after the last, whatever rank is beyond it', 99, 5],
  ])('%s', (_case, rank, wanted) => {
    expect(positionAt(rank, others)).toBe(wanted);
  });

  it('alone', () => {
    expect(positionAt(1, [])).toBe(1);
    expect(positionAt(7, [])).toBe(1);
  });
});
