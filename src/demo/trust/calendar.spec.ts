import { bankHolidays, easterSunday, schoolWeeks } from './calendar.js';

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
    [2024, ['2025-04-18', '2025-04-21', '2025-05-05']],
    [2025, ['2026-05-04']],
    [2026, ['2027-03-26', '2027-05-03']],
  ])('those in the terms of the year from %s', (year, wanted) => {
    expect(bankHolidays(year).map((it) => it.date)).toEqual(wanted);
  });

  it('are no school days', () => {
    const days = new Map(schoolWeeks(2024, '2025-08-31').map((it) => [it.monday, it.days]));
    expect(['2025-04-14', '2025-04-21', '2025-04-28', '2025-05-05'].map((it) => days.get(it))).toEqual([
      4, 4, 5, 4,
    ]);
  });
});
