import { LEAST_GAINS, meanGain, type MeasuredGain } from './mean-gain.js';

const place = (members: Partial<MeasuredGain> = {}): MeasuredGain => ({
  direction: 1,
  tolerance: 2,
  entry: 10,
  exit: 14,
  expectedChange: 1,
  dosage: 0.9,
  ...members,
});
const many = (count: number, members: Partial<MeasuredGain> = {}) =>
  Array.from({ length: count }, () => place(members));

describe('the mean gain of a kind of provision', () => {
  it.each<[string, MeasuredGain[], number | null]>([
    ['(14 − 10 − 1) ÷ 2', many(LEAST_GAINS), 1.5],
    ['is not known of one fewer than ten', many(LEAST_GAINS - 1), null],
    [
      'where lower is better, (−4 + 1 … ) turned round',
      many(10, { direction: -1, exit: 6, expectedChange: -1 }),
      1.5,
    ],
    ['leaves out who had no target', [...many(10), ...many(5, { expectedChange: null, exit: 99 })], 1.5],
    ['leaves out who had under half of it', [...many(10), ...many(5, { dosage: 0.49, exit: 99 })], 1.5],
    ['counts who had just half of it', many(10, { dosage: 0.5 }), 1.5],
    ['counts those of whom the dosage is not known', many(10, { dosage: null }), 1.5],
    ['leaves out a framework without a tolerance', many(10, { tolerance: null }), null],
    ['is the mean over frameworks', [...many(5), ...many(5, { tolerance: 4 })], 1.125],
  ])('%s', (_case, places, wanted) => {
    expect(meanGain(places)).toBe(wanted);
  });
});
