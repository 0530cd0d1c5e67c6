import { CENSUS_DAYS } from './census-days.js';

/** The nth Thursday of a month, worked out by the calendar. */
function thursday(year: number, month: number, nth: number): string {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return first.add({ days: ((4 - first.dayOfWeek + 7) % 7) + 7 * (nth - 1) }).toString();
}

describe('school census days', () => {
  it('are the first Thursday of October and the third of January and May, without May 2020', () => {
    const wanted: string[] = [];
    for (let year = 2014; year <= 2026; year += 1) {
      wanted.push(thursday(year, 10, 1), thursday(year + 1, 1, 3), thursday(year + 1, 5, 3));
    }
    expect(CENSUS_DAYS.map((it) => it.date)).toEqual(wanted.filter((it) => !it.startsWith('2020-05')));
  });

  it('name their terms', () => {
    const months = { autumn: '10', spring: '01', summer: '05' };
    for (const { date, term } of CENSUS_DAYS) expect(date.slice(5, 7)).toBe(months[term]);
  });
});
