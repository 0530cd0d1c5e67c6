import { isCalendarDate } from './calendar-date.js';

describe('a calendar date', () => {
  it.each(['2026-07-10', '2028-02-29', '2000-02-29', '1000-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0999-01-01',
    '2026-7-10',
    '2026/07/10',
    '+26-07-1a',
    '2026-07-10T00',
    '２０２６-07-10',
    '',
  ])('%j does not', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it('is the same as Temporal says, for every day of a leap and of a common year', () => {
    for (const year of [2027, 2028]) {
      for (let month = 1; month <= 12; month++) {
        for (let day = 1; day <= 31; day++) {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          expect([text, isCalendarDate(text)]).toEqual([text, exists(text)]);
        }
      }
    }
  });
});

function exists(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}
