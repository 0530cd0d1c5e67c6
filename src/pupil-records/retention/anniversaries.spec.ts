import fc from 'fast-check';
import { dayNumber, isoOfDay } from '../../common/dates.js';
import { anniversary, latestPassed } from './anniversaries.js';

describe('anniversaries', () => {
  it.each([
    ['2014-03-09', 25, '2039-03-09'],
    ['2020-02-28', 6, '2026-02-28'],
    ['2020-02-29', 6, '2026-03-01'],
    ['2020-02-29', 4, '2024-02-29'],
    ['2000-02-29', 100, '2100-03-01'],
    ['2020-03-01', 6, '2026-03-01'],
    ['2019-12-31', 1, '2020-12-31'],
  ])('%s, %i years on: %s', (date, years, wanted) => {
    expect(anniversary(date, years)).toBe(wanted);
  });

  it.each([
    ['2026-02-28', 6, '2020-02-28'],
    ['2026-03-01', 6, '2020-03-01'],
    ['2024-02-29', 6, '2018-02-28'],
    ['2024-02-29', 4, '2020-02-29'],
    ['2026-11-24', 25, '2001-11-24'],
  ])('on %s %i years have passed since %s', (day, years, wanted) => {
    expect(latestPassed(day, years)).toBe(wanted);
  });

  it('the latest date that has passed is the last whose anniversary has come', () => {
    const any = fc.integer({ min: dayNumber('1980-01-01'), max: dayNumber('2060-12-31') }).map(isoOfDay);
    fc.assert(
      fc.property(any, any, fc.integer({ min: 1, max: 60 }), (date, day, years) => {
        expect(anniversary(date, years) <= day).toBe(date <= latestPassed(day, years));
      }),
    );
  });
});
