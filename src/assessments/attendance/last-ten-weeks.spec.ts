import { addDays } from '../../common/dates.js';
import { lastTenWeeksOf, tenWeeksBack } from './last-ten-weeks.js';

/** Eight school weeks of the summer, then two and more of the autumn; 20 July to 31 August is a holiday. */
const SCHOOL_WEEKS = [
  ...['2026-05-18', '2026-06-01', '2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29', '2026-07-06'],
  ...['2026-07-13', '2026-08-31', '2026-09-07', '2026-09-14'],
];
const week = (weekStart: string, unauthorised: number) => ({
  weekStart,
  possible: 10,
  present: 10 - unauthorised,
  authorised: 0,
  unauthorised,
  late: 0,
});
const always = [{ entryDate: '2020-09-01', leavingDate: null }];
const of = (asOf: string, members: object = {}) =>
  lastTenWeeksOf({
    weeks: SCHOOL_WEEKS.map((it) => week(it, 1)),
    spells: always,
    schoolWeeks: SCHOOL_WEEKS,
    asOf,
    ...members,
  });

describe('the last ten school weeks', () => {
  it.each([
    ['2026-09-17', '2026-05-18', 10],
    ['2026-09-18', '2026-06-01', 10],
    ['2026-07-17', '2026-05-18', 8],
    ['2026-05-22', '2026-05-18', 1],
  ])('by %s are those from %s, over the summer holiday too', (asOf, from, weeks) => {
    expect(of(asOf)).toEqual({ from, weeksReceived: weeks, unauthorised: weeks });
  });

  it('are none where the school was not open', () => {
    expect(of('2026-05-21')).toBeNull();
    expect(of('2026-09-18', { schoolWeeks: [] })).toBeNull();
  });

  it('count what was received, and of the time on roll', () => {
    const weeks = [week('2026-06-01', 4), week('2026-09-07', 5), week('2026-09-14', 2)];
    const spells = [{ entryDate: '2026-09-01', leavingDate: '2026-09-11' }];
    expect(of('2026-09-18', { weeks })).toMatchObject({ weeksReceived: 3, unauthorised: 11 });
    expect(of('2026-09-18', { weeks, spells })).toMatchObject({ weeksReceived: 1, unauthorised: 5 });
  });

  it('lie within half a year', () => {
    const from = tenWeeksBack('2026-09-18');
    expect([from, addDays(from, 7 * 25)]).toEqual(['2026-03-23', '2026-09-14']);
  });
});
