import type { Calendar } from '../../schools/academic-years/calendar.js';
import { SchoolCalendar } from './school-calendar.js';

/** The autumn of 2026: school from Thursday, 3 September, none in the last week of October. */
const calendar: Calendar = {
  startDate: '2026-09-01',
  endDate: '2027-08-31',
  terms: [
    { name: 'Autumn', startDate: '2026-09-03', endDate: '2026-12-18' },
    { name: 'Spring', startDate: '2027-01-04', endDate: '2027-03-25' },
  ],
  nonSchoolDays: [{ kind: 'half-term', name: null, startDate: '2026-10-26', endDate: '2026-10-30' }],
};
const last: Calendar = {
  startDate: '2025-09-01',
  endDate: '2026-07-31',
  terms: [{ name: 'Summer', startDate: '2026-07-20', endDate: '2026-07-21' }],
  nonSchoolDays: [],
};

describe('school days since a day', () => {
  it.each([
    ['2026-09-11', '2026-09-11', 1],
    ['2026-09-03', '2026-09-11', 7],
    ['2026-09-01', '2026-09-13', 7],
    ['2026-09-12', '2026-09-13', 0],
    ['2026-10-23', '2026-11-02', 2],
    ['2026-07-21', '2026-09-04', 3],
    ['2020-01-01', '2026-09-04', 4],
  ])('from %s to %s are %i', (since, asOf, days) => {
    expect(new SchoolCalendar([calendar, last], asOf).schoolDaysSince(since)).toBe(days);
  });

  it('are not known where no calendar holds a day of them', () => {
    expect(new SchoolCalendar([], '2026-09-11').schoolDaysSince('2026-09-01')).toBeNull();
    expect(new SchoolCalendar([last], '2026-09-11').schoolDaysSince('2026-08-01')).toBeNull();
    expect(new SchoolCalendar([calendar], '2026-08-31').schoolDaysSince('2026-08-31')).toBeNull();
  });
});

it('the academic year is the calendar’s that holds the day, else a standard one', () => {
  const here = new SchoolCalendar([{ ...calendar, startDate: '2026-08-24' }, last], '2026-08-31');
  expect([here.yearStart, here.terms.length]).toEqual(['2026-08-24', 2]);
  const standard = new SchoolCalendar([last], '2026-08-31');
  expect([standard.yearStart, standard.terms.length]).toEqual(['2025-09-01', 3]);
});
