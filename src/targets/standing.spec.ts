import fc from 'fast-check';
import { addDays } from '../common/dates.js';
import { standingOf, type TargetStanding } from './standing.js';
import type { ResultStatus, TrajectoryResult } from './trajectory/facts.js';

const target = { baselineDate: '2026-01-09', baseline: 10, target: 12, due: '2026-07-10', checkpoints: [] };
const result = (date: string, points: number | null, status: ResultStatus = 'R'): TrajectoryResult => ({
  date,
  points,
  status,
});

describe('how a target stands', () => {
  it.each<[string, TrajectoryResult[], string, Partial<TargetStanding>]>([
    ['no result yet', [], '2026-07-10', { value: 'open', decidedBy: null, reachedOn: null }],
    ['no result by the due date', [], '2026-07-11', { value: 'notAssessed' }],
    ['short of it on the due date', [result('2026-07-10', 11)], '2026-07-10', { value: 'open' }],
    [
      'short of it the day after',
      [result('2026-07-10', 11)],
      '2026-07-11',
      { value: 'missed', decidedBy: { date: '2026-07-10', value: 11 }, reachedOn: null },
    ],
    [
      'reached on the due date',
      [result('2026-07-10', 12)],
      '2026-07-10',
      { value: 'met', reachedOn: '2026-07-10' },
    ],
    [
      'reached a day late',
      [result('2026-07-11', 20)],
      '2026-07-11',
      { value: 'notAssessed', reachedOn: null },
    ],
    ['reached early', [result('2026-04-10', 13)], '2026-04-10', { value: 'met', reachedOn: '2026-04-10' }],
    [
      'reached early and lost again, with time left',
      [result('2026-04-10', 13), result('2026-05-22', 11)],
      '2026-05-22',
      { value: 'open', reachedOn: '2026-04-10' },
    ],
    [
      'reached early and lost again at the end',
      [result('2026-04-10', 13), result('2026-05-22', 11)],
      '2026-07-11',
      { value: 'missed', reachedOn: '2026-04-10' },
    ],
    ['on the baseline’s day', [result('2026-01-09', 20)], '2026-01-09', { value: 'open' }],
    ['an estimate', [result('2026-04-10', 20, 'E')], '2026-04-10', { value: 'open' }],
    ['a target of another system', [result('2026-04-10', 20, 'T')], '2026-07-11', { value: 'notAssessed' }],
    ['an outcome without a value', [result('2026-04-10', null)], '2026-07-11', { value: 'notAssessed' }],
    [
      'a final result before an interim one of the day',
      [result('2026-07-10', 13, 'I'), result('2026-07-10', 11)],
      '2026-07-11',
      { value: 'missed' },
    ],
    [
      'the mean of two results of the day',
      [result('2026-07-10', 11), result('2026-07-10', 13)],
      '2026-07-11',
      { value: 'met', decidedBy: { date: '2026-07-10', value: 12 } },
    ],
    [
      'a mean of thirds that rounds below by less than a billionth',
      [result('2026-07-10', 11.9), result('2026-07-10', 12), result('2026-07-10', 12.1)],
      '2026-07-11',
      { value: 'met' },
    ],
  ])('%s', (_case, results, asOf, wanted) => {
    expect(standingOf(target, 1, results, asOf)).toMatchObject(wanted);
  });

  it.each([
    [31, 'missed'],
    [30, 'met'],
    [29, 'met'],
  ] as const)('where lower is better and 30 the target, %i has %s it', (points, value) => {
    const faster = { ...target, baseline: 50, target: 30 };
    expect(standingOf(faster, -1, [result('2026-07-10', points)], '2026-07-11').value).toBe(value);
  });

  it('a target to keep the baseline is met while it is kept', () => {
    const keep = { ...target, target: 10 };
    const results = [result('2026-04-10', 10), result('2026-06-12', 9)];
    expect(standingOf(keep, 1, results, '2026-04-10').value).toBe('met');
    expect(standingOf(keep, 1, results, '2026-07-11').value).toBe('missed');
  });

  it('what is dated later never changes how it stood', () => {
    const day = fc.integer({ min: 0, max: 300 }).map((n) => addDays('2025-12-01', n));
    const some = fc.record({
      date: day,
      points: fc.option(fc.integer({ min: 0, max: 20 })),
      status: fc.constantFrom<ResultStatus>('E', 'I', 'P', 'R', 'T'),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), day, (results, asOf) => {
        const known = results.filter((it) => it.date <= asOf);
        expect(standingOf(target, 1, results, asOf)).toEqual(standingOf(target, 1, known, asOf));
      }),
    );
  });
});
