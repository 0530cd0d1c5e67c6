import { dosageGroupOf, gainOf, gainsOf, type MeasuredPlace } from './gains.js';

const place = (members: Partial<MeasuredPlace> = {}): MeasuredPlace => ({
  direction: 1,
  entry: 10,
  exit: 14,
  expectedChange: 1,
  dosage: 0.8,
  costPence: 6_000,
  ...members,
});

describe('a gain', () => {
  it.each<[string, Partial<MeasuredPlace>, number | null]>([
    ['4 points where 1 was expected', {}, 3],
    ['less than expected', { exit: 10.5 }, -0.5],
    [
      '4 fewer where lower is better and 1 fewer was expected',
      { direction: -1, exit: 6, expectedChange: -1 },
      3,
    ],
    ['no exit measure', { exit: null }, null],
    ['no target', { expectedChange: null }, null],
  ])('%s: %f', (_case, members, gain) => {
    expect(gainOf(place(members))).toBe(gain);
  });

  it.each([
    [0.5, 'half-or-more'],
    [0.499, 'under-half'],
    [0, 'under-half'],
    [1.2, 'half-or-more'],
    [null, 'unknown'],
  ])('with a dosage of %s counts as %s', (dosage, group) => {
    expect(dosageGroupOf({ dosage })).toBe(group);
  });
});

describe('the effect of a kind of provision', () => {
  it('is the mean of the gains with its t-interval; those without an exit or a target are counted', () => {
    // Gains 1, 3 and 8: mean 4, squares 9 + 1 + 16 = 26, half 4.30265 × √(13 ÷ 3) = 8.95667.
    const [half] = gainsOf([
      ...[12, 14, 19].map((exit) => place({ exit })),
      place({ exit: null }),
      place({ expectedChange: null }),
    ]);
    expect(half).toMatchObject({ places: 5, n: 3, mean: 4, noExit: 1, noTarget: 1, meanCostPence: 6_000 });
    expect(half!.interval!.low).toBeCloseTo(4 - 8.95667, 4);
    expect(half!.interval!.high).toBeCloseTo(4 + 8.95667, 4);
    expect(half!.costPerPointPence).toBe(1_500);
  });

  it.each<[string, Partial<MeasuredPlace>[], number | null]>([
    ['a gain of 2', [{ exit: 13 }], 3_000],
    ['no gain', [{ exit: 11 }], null],
    ['a loss', [{ exit: 10 }], null],
    ['a cost that is not known', [{ costPence: null }], null],
    ['one of two costs not known', [{}, { costPence: null }], null],
    ['one who gained and one who lost as much', [{ exit: 13 }, { exit: 9 }], null],
  ])('cost per point with %s: %s', (_case, members, pence) => {
    expect(gainsOf(members.map(place))[0]!.costPerPointPence).toBe(pence);
  });

  it('keeps those with less than half of their dosage apart', () => {
    const found = gainsOf([place(), place({ dosage: 0.2, exit: 9 }), place({ dosage: null })]);
    expect(found.map((it) => [it.dosage, it.n, it.mean])).toEqual([
      ['half-or-more', 1, 3],
      ['under-half', 1, -2],
      ['unknown', 1, 3],
    ]);
  });
});
