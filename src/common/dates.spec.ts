import fc from 'fast-check';
import { academicYearOf, addDays, dayNumber, daysBetween, isIsoDate, isoOfDay } from './dates.js';

const anyDay = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2200-12-31') });

describe('ISO dates', () => {
  test.each(['1900-01-01', '2200-12-31', '2024-02-29', '2000-02-29', '2026-04-30', '1970-01-01'])(
    '%s is a date',
    (text) => {
      expect(isIsoDate(text)).toBe(true);
    },
  );

  test.each([
    '',
    '1899-12-31',
    '2201-01-01',
    '2023-02-29',
    '1900-02-29',
    '2100-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '2026-1-01',
    '26-01-01',
    '2026/01/01',
    '2026-01-01 ',
    '2026-01-01T00:00',
    '2026-01-0a',
    '+026-01-01',
    '2026-01-١١',
  ])('%j is no date', (text) => {
    expect(isIsoDate(text)).toBe(false);
    expect(() => dayNumber(text)).toThrow(RangeError);
    expect(() => academicYearOf(text)).toThrow(RangeError);
  });

  test.each([
    ['2026-01-09', '2026-04-10', 91],
    ['2026-04-10', '2026-07-10', 91],
    ['2024-02-28', '2024-03-01', 2],
    ['2026-07-10', '2026-07-10', 0],
    ['2026-07-10', '2026-01-09', -182],
    ['1900-01-01', '2200-12-31', 109937],
  ])('from %s to %s are %d days', (a, b, days) => {
    expect(daysBetween(a, b)).toBe(days);
    expect(addDays(a, days)).toBe(b);
  });

  test('agrees with the calendar of the platform', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const platform = Temporal.PlainDate.from('1970-01-01').add({ days: day }).toString();
        expect(isoOfDay(day)).toBe(platform);
        expect(dayNumber(platform)).toBe(day);
      }),
      { numRuns: 1000 },
    );
  });

  test('the first and the last day of every year survive the way there and back', () => {
    for (let year = 1900; year <= 2200; year += 1) {
      for (const iso of [`${String(year)}-01-01`, `${String(year)}-12-31`]) {
        expect(isoOfDay(dayNumber(iso))).toBe(iso);
      }
    }
  });

  test.each([dayNumber('2200-12-31') + 1, dayNumber('1900-01-01') - 1, 0.5, Number.NaN, Infinity])(
    'day %d is out of range',
    (day) => {
      expect(() => isoOfDay(day)).toThrow(RangeError);
    },
  );

  test.each([
    ['2025-09-01', 2025],
    ['2026-08-31', 2025],
    ['2026-01-01', 2025],
    ['2025-08-31', 2024],
    ['2025-12-31', 2025],
  ])('%s lies in the academic year that begins in %d', (iso, year) => {
    expect(academicYearOf(iso)).toBe(year);
  });
});
