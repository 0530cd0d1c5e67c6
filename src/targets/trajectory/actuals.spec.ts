import { dayNumber } from '../../common/dates.js';
import { actualsOf } from './actuals.js';
import type { ResultStatus, TrajectoryResult } from './facts.js';

const baselineDay = dayNumber('2026-01-09');

function result(date: string, points: number | null, status: ResultStatus = 'R'): TrajectoryResult {
  return { date, points, status };
}

function read(results: TrajectoryResult[], asOf = '2026-07-10') {
  const { actuals, earlier } = actualsOf(results, baselineDay, dayNumber(asOf));
  const short = ({ date, points }: { date: string; points: number }) => `${date} ${String(points)}`;
  return { actuals: actuals.map(short), earlier: earlier.map(short) };
}

const apr = '2026-04-10';

describe('actuals', () => {
  test.each<[string, TrajectoryResult[], string[], string[]]>([
    ['nothing', [], [], []],
    ['a result', [result(apr, 12)], ['2026-04-10 12'], []],
    ['a provisional one', [result(apr, 12, 'P')], ['2026-04-10 12'], []],
    ['an interim one', [result(apr, 12, 'I')], ['2026-04-10 12'], []],
    ['an estimate never counts', [result(apr, 12, 'E')], [], []],
    ['a target never counts', [result(apr, 12, 'T')], [], []],
    ['an outcome without a value does not count', [result(apr, null)], [], []],
    [
      'an absent result leaves the provisional one',
      [result(apr, null), result(apr, 9, 'P')],
      ['2026-04-10 9'],
      [],
    ],
    [
      'on a day R over P over I',
      [result(apr, 5, 'I'), result(apr, 7, 'P'), result(apr, 9, 'R')],
      ['2026-04-10 9'],
      [],
    ],
    ['on a day P over I', [result(apr, 5, 'I'), result(apr, 7, 'P')], ['2026-04-10 7'], []],
    [
      'mean of the best status on a day',
      [result(apr, 10), result(apr, 13), result(apr, 1, 'P')],
      ['2026-04-10 11.5'],
      [],
    ],
    [
      'an interim result of another day counts beside a result',
      [result('2026-05-01', 8, 'I'), result(apr, 12)],
      ['2026-04-10 12', '2026-05-01 8'],
      [],
    ],
    ['the baseline’s day is left out', [result('2026-01-09', 11)], [], []],
    ['the day after the baseline counts', [result('2026-01-10', 11)], ['2026-01-10 11'], []],
    [
      'earlier ones are kept apart, by the same rules',
      [
        result('2025-12-01', 6),
        result('2025-10-01', 4),
        result('2025-10-01', 5),
        result('2025-11-01', 1, 'E'),
      ],
      [],
      ['2025-10-01 4.5', '2025-12-01 6'],
    ],
    ['asOf itself counts', [result('2026-07-10', 15)], ['2026-07-10 15'], []],
    ['the day after asOf does not', [result('2026-07-11', 15)], [], []],
  ])('%s', (_case, results, actuals, earlier) => {
    expect(read(results)).toEqual({ actuals, earlier });
  });

  test('nothing later than an asOf before the baseline is seen', () => {
    expect(read([result('2025-10-01', 4), result(apr, 9)], '2025-12-31')).toEqual({
      actuals: [],
      earlier: ['2025-10-01 4'],
    });
  });
});
