import { dayNumber } from '../../common/dates.js';
import { expectedLineOf, expectedOn } from './expected.js';
import type { TrajectoryValue } from './facts.js';

// 2026-01-09 to 2026-04-10 and on to 2026-07-10 are 91 days each.
function expected(date: string, checkpoints: TrajectoryValue[] = [], baseline = 10, target = 12) {
  const line = expectedLineOf({
    baselineDate: '2026-01-09',
    baseline,
    target,
    due: '2026-07-10',
    checkpoints,
  });
  return expectedOn(line, dayNumber(date));
}

const atApril = (value: number) => [{ date: '2026-04-10', value }];

describe('expected value', () => {
  test.each<[string, number | null, number | null]>([
    ['undefined the day before the baseline', expected('2026-01-08'), null],
    ['the baseline on its day', expected('2026-01-09'), 10],
    ['a day later', expected('2026-01-10'), 10 + 2 / 182],
    ['half-way', expected('2026-04-10'), 11],
    ['a day before due', expected('2026-07-09'), 10 + (2 * 181) / 182],
    ['the target at due', expected('2026-07-10'), 12],
    ['the target after due', expected('2027-07-10'), 12],
    ['downwards', expected('2026-04-10', [], 40, 20), 30],
    ['a level line', expected('2026-03-01', [], 100, 100), 100],
    ['the checkpoint on its day', expected('2026-04-10', atApril(10.2)), 10.2],
    ['before the checkpoint', expected('2026-03-28', atApril(10.7)), 10.6],
    ['after the checkpoint', expected('2026-05-13', atApril(5.87)), 5.87 + (6.13 * 33) / 91],
    ['the target at due, past a checkpoint', expected('2026-07-10', atApril(10.2)), 12],
    [
      'checkpoints in any order',
      expected('2026-05-30', [
        { date: '2026-06-04', value: 13 },
        { date: '2026-05-25', value: 11 },
      ]),
      12,
    ],
    [
      'a checkpoint outside baseline and due is left out',
      expected('2026-04-10', [
        { date: '2026-01-01', value: 0 },
        { date: '2026-01-09', value: 0 },
        { date: '2026-07-10', value: 0 },
        { date: '2026-08-01', value: 0 },
      ]),
      11,
    ],
  ])('%s', (_case, value, wanted) => {
    if (value === null || wanted === null) expect(value).toBe(wanted);
    else expect(value).toBeCloseTo(wanted, 12);
  });

  test('a target due on the baseline’s day is expected from that day', () => {
    const line = expectedLineOf({
      baselineDate: '2026-01-09',
      baseline: 1,
      target: 3,
      due: '2026-01-09',
      checkpoints: [],
    });
    expect(expectedOn(line, dayNumber('2026-01-08'))).toBeNull();
    expect(expectedOn(line, dayNumber('2026-01-09'))).toBe(3);
  });
});
