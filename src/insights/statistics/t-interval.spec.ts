import { sampleOf } from './sample.js';
import { tIntervalOf, tQuantile975 } from './t-interval.js';

describe('Student’s t', () => {
  // Published tables of the 97.5 % point.
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [3, 3.18245],
    [4, 2.77645],
    [5, 2.57058],
    [9, 2.26216],
    [10, 2.22814],
    [29, 2.04523],
    [30, 2.04227],
    [120, 1.97993],
    [1000, 1.96234],
  ])('%i degrees of freedom: %f', (freedom, quantile) => {
    expect(tQuantile975(freedom)).toBeCloseTo(quantile, 4);
  });

  it.each([0, -1, 1.5])('there is none for %f degrees', (freedom) => {
    expect(() => tQuantile975(freedom)).toThrow(RangeError);
  });

  it('makes the interval of a mean: 2, 4, 9 has 5 ± 4.30265 × √(13 ÷ 3)', () => {
    const interval = tIntervalOf(sampleOf([2, 4, 9]))!;
    expect(interval.low).toBeCloseTo(5 - 8.95667, 4);
    expect(interval.high).toBeCloseTo(5 + 8.95667, 4);
  });

  it('makes none of fewer than two values', () => {
    expect(tIntervalOf(sampleOf([3]))).toBeNull();
    expect(tIntervalOf(sampleOf([]))).toBeNull();
  });
});
