import fc from 'fast-check';
import { dayNumber } from '../../common/dates.js';
import type { NullReason } from './facts.js';
import { fitOf, leastSquares, projectionOf } from './projection.js';

const baseline = { date: '2026-01-09', day: dayNumber('2026-01-09'), value: 10 };
const due = { date: '2026-07-10', day: dayNumber('2026-07-10'), value: 12 };
const range = { min: 0, max: 20 };

function project(actuals: [string, number][], asOf = '2026-07-09') {
  const read = actuals.map(([date, points]) => ({ date, day: dayNumber(date), points }));
  return projectionOf(fitOf(baseline, due, read, dayNumber(asOf)), due, range);
}

describe('projection', () => {
  // Worked by hand, days from the baseline: due is day 182, half of the way is day 91.
  test.each<[string, [string, number][], number]>([
    [
      'a straight line goes on',
      [
        ['2026-02-25', 11], // day 47
        ['2026-04-13', 12], // day 94
      ],
      10 + 182 / 47,
    ],
    [
      'a level line stays',
      [
        ['2026-02-23', 10],
        ['2026-04-10', 10],
      ],
      10,
    ],
    [
      // Days 0, 45, 91: mean day 136/3, mean 34/3; slope = Σ(d − d̄)(p − p̄) ÷ Σ(d − d̄)² = 272/12422.
      'the best fit, not the last two',
      [
        ['2026-02-23', 12],
        ['2026-04-10', 12],
      ],
      34 / 3 + ((182 - 136 / 3) * (45 * 12 + 91 * 12 - (136 * 34) / 3)) / (45 ** 2 + 91 ** 2 - 136 ** 2 / 3),
    ],
    [
      'clipped to the maximum',
      [
        ['2026-02-23', 15],
        ['2026-04-10', 20],
      ],
      20,
    ],
    [
      'clipped to the minimum',
      [
        ['2026-02-23', 5],
        ['2026-04-10', 0],
      ],
      0,
    ],
  ])('%s', (_case, actuals, value) => {
    const projected = project(actuals);
    expect(projected.reason).toBeNull();
    expect(projected.value).toBeCloseTo(value, 10);
  });

  test.each<[string, [string, number][], string, NullReason]>([
    ['no actual', [], '2026-04-10', 'noResultSinceBaseline'],
    ['one actual', [['2026-04-10', 11]], '2026-04-10', 'tooFewDates'],
    [
      'a day less than half of the way',
      [
        ['2026-02-23', 11],
        ['2026-04-09', 11],
      ],
      '2026-04-10',
      'spanTooShort',
    ],
    [
      'due is today',
      [
        ['2026-02-23', 11],
        ['2026-04-10', 11],
      ],
      '2026-07-10',
      'dueReached',
    ],
    ['due is past, and no actual', [], '2026-07-11', 'dueReached'],
  ])('none: %s', (_case, actuals, asOf, reason) => {
    expect(project(actuals, asOf)).toEqual({ value: null, reason });
  });

  test('the line agrees with the textbook sums, worked exactly', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 140 })), {
          minLength: 2,
          maxLength: 20,
          selector: ([day]) => day,
        }),
        (pairs) => {
          const sum = (of: (x: bigint, y: bigint) => bigint) =>
            pairs.reduce((total, [x, y]) => total + of(BigInt(x), BigInt(y)), 0n);
          const n = BigInt(pairs.length);
          const x = sum((a) => a);
          const y = sum((_a, b) => b);
          const over = n * sum((a, b) => a * b) - x * y;
          const under = n * sum((a) => a * a) - x * x;
          const fit = leastSquares(pairs.map(([day, points]) => ({ day: day + 20_000, points })));
          expect(fit.slope).toBeCloseTo(Number(over) / Number(under), 9);
          expect(fit.mean).toBeCloseTo(Number(y) / Number(n), 9);
        },
      ),
    );
  });
});
