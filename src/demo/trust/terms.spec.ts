import { addDays } from '../../common/dates.js';
import { schoolWeeks } from './calendar.js';
import { bankHolidays, easterSunday, halfTermsOf, insetDays, schoolDaysOf } from './terms.js';

const YEARS = Array.from({ length: 40 }, (_, i) => 2010 + i);
const weekdayOf = (day: string) => new Date(day).getUTCDay();

describe('terms of the demo', () => {
  // By hand, from calendars of these years.
  it.each([
    [
      2024,
      ['2024-09-02 2024-10-25', '2024-11-04 2024-12-20', '2025-01-06 2025-02-14'],
      ['2025-02-24 2025-04-04', '2025-04-22 2025-05-23', '2025-06-02 2025-07-22'],
    ],
    [
      2025,
      ['2025-09-01 2025-10-24', '2025-11-03 2025-12-19', '2026-01-05 2026-02-13'],
      ['2026-02-23 2026-03-27', '2026-04-13 2026-05-22', '2026-06-01 2026-07-20'],
    ],
    [
      2026,
      ['2026-09-01 2026-10-23', '2026-11-02 2026-12-18', '2027-01-04 2027-02-12'],
      ['2027-02-22 2027-03-25', '2027-04-12 2027-05-28', '2027-06-07 2027-07-21'],
    ],
    // 1 January 2028 is a Saturday: Monday the 3rd is a bank holiday in its place.
    [
      2027,
      ['2027-09-01 2027-10-22', '2027-11-01 2027-12-17', '2028-01-04 2028-02-11'],
      ['2028-02-21 2028-03-31', '2028-04-18 2028-05-26', '2028-06-05 2028-07-21'],
    ],
  ])('of the year from %i', (year, first, last) => {
    expect(halfTermsOf(year).map(({ start, end }) => `${start} ${end}`)).toEqual([...first, ...last]);
  });

  it.each(YEARS)(
    'of the year from %i begin and end on weekdays, after holidays of one or two weeks',
    (year) => {
      const halves = halfTermsOf(year);
      for (const day of halves.flatMap(({ start, end }) => [start, end])) {
        expect([1, 2, 3, 4, 5]).toContain(weekdayOf(day));
      }
      const weeks = halves.slice(1).map(({ start }, i) => {
        const days = (Date.parse(start) - Date.parse(halves[i]!.end)) / 86_400_000 - 1;
        return Math.round(days / 7);
      });
      expect(weeks).toEqual([1, 2, 1, 2, 1]);
      expect(halves.at(-1)!.end.slice(5) >= '07-16').toBe(true);
      expect(halves.at(-1)!.end.slice(5) <= '07-26').toBe(true);
    },
  );

  it.each(YEARS)('of the year from %i have 190 days for pupils and 195 for teachers', (year) => {
    const days = schoolDaysOf(year);
    expect([days.length, new Set([...days, ...insetDays(year)]).size]).toEqual([190, 195]);
    const weeks = schoolWeeks(year, `${year + 1}-09-01`);
    expect(weeks.flatMap((it) => it.dates)).toEqual(days);
    for (const { monday, dates } of weeks) {
      expect(weekdayOf(monday)).toBe(1);
      expect(dates.every((it) => monday <= it && it <= addDays(monday, 4))).toBe(true);
    }
  });

  it.each(YEARS)('of the year from %i lie within the academic year', (year) => {
    expect(halfTermsOf(year)[0]!.start >= `${year}-09-01`).toBe(true);
  });

  it('a week counts once it is over', () => {
    const mondays = (today: string) => schoolWeeks(2026, today).map((it) => it.monday);
    expect(mondays('2026-09-11')).toEqual(['2026-08-31']);
    expect(mondays('2026-09-12')).toEqual(['2026-08-31', '2026-09-07']);
  });
});

describe('bank holidays of the demo', () => {
  // The dates that the government published.
  it.each([
    [2022, '2022-04-17'],
    [2023, '2023-04-09'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('Easter Sunday of %s is %s', (year, wanted) => {
    expect(easterSunday(year)).toBe(wanted);
  });

  it.each([
    [2024, '2025-05-05'],
    [2025, '2026-05-04'],
    [2026, '2027-05-03'],
  ])('the one in the terms of the year from %s is %s', (year, wanted) => {
    expect(bankHolidays(year).map((it) => it.date)).toEqual([wanted]);
    expect(schoolDaysOf(year)).not.toContain(wanted);
  });

  it.each(YEARS)('those of Easter are in the holidays of the year from %i', (year) => {
    const sunday = easterSunday(year + 1);
    const days = schoolDaysOf(year);
    for (const day of [addDays(sunday, -2), addDays(sunday, 1)]) expect(days).not.toContain(day);
  });
});
