import { sampleOf } from './sample.js';

const repeat = (value: number, times: number): number[] => Array.from({ length: times }, () => value);

describe('a sample', () => {
  it.each<[string, number[], number | null, number]>([
    ['nobody', [], null, 0],
    ['one value', [7], 7, 0],
    ['the same value, which does not divide without rounding', repeat(0.1, 3), 0.1, 0],
    ['2, 4, 9: mean 5, squares 9 + 1 + 16', [2, 4, 9], 5, 26],
  ])('%s', (_case, values, mean, squares) => {
    expect(sampleOf(values)).toEqual({ n: values.length, mean, squares });
  });
});
