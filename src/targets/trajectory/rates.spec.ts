import { dayNumber } from '../../common/dates.js';
import { none } from './facts.js';
import { currentRateOf, requiredRateOf } from './rates.js';

const due = { date: '2026-07-10', day: dayNumber('2026-07-10'), value: 12 };

function required(date: string, points: number) {
  return requiredRateOf({ date, day: dayNumber(date), points }, due);
}

describe('rates', () => {
  test('the current rate is the slope of 7 days', () => {
    expect(currentRateOf({ value: { day: 0, mean: 5, slope: 0.25 }, reason: null })).toEqual({
      value: 1.75,
      reason: null,
    });
  });

  test('no projection, no current rate, for the same reason', () => {
    expect(currentRateOf(none('spanTooShort'))).toEqual({ value: null, reason: 'spanTooShort' });
  });

  test.each<[string, string, number, number]>([
    ['13 weeks for 2 points', '2026-04-10', 10, 2 / 13],
    ['one day', '2026-07-09', 11, 7],
    ['nothing to gain', '2026-04-10', 12, 0],
    ['past the target already', '2026-04-10', 13, -1 / 13],
  ])('%s', (_case, date, points, rate) => {
    expect(required(date, points).value).toBeCloseTo(rate, 12);
  });

  test.each(['2026-07-10', '2026-07-11'])('no time is left after a result on %s', (date) => {
    expect(required(date, 11)).toEqual({ value: null, reason: 'dueReached' });
  });

  test('nothing to start from', () => {
    expect(requiredRateOf(undefined, due)).toEqual({ value: null, reason: 'noResultSinceBaseline' });
  });
});
