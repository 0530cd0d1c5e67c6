import type { Schedule } from '@espalier/sdk/manifest';
import type { Calendar } from '../../schools/academic-years/calendar.js';
import { schedulesDue } from './schedule-due.js';

const ALL: Schedule[] = ['daily', 'weekly', 'termly'];

/** Autumn begins on Tuesday 1 September with an INSET day; spring on Monday 4 January. */
const YEAR: Calendar = {
  startDate: '2026-09-01',
  endDate: '2027-08-31',
  terms: [
    { name: 'Autumn', startDate: '2026-09-01', endDate: '2026-12-18' },
    { name: 'Spring', startDate: '2027-01-04', endDate: '2027-03-25' },
  ],
  nonSchoolDays: [
    { kind: 'inset', name: null, startDate: '2026-09-01', endDate: '2026-09-01' },
    { kind: 'half-term', name: null, startDate: '2026-10-26', endDate: '2026-10-30' },
  ],
};

test.each<[string, Calendar[], string, string, Schedule[]]>([
  ['a Tuesday in term', [YEAR], '2026-11-23', '2026-11-24', ['daily']],
  ['a Monday in term', [YEAR], '2026-11-22', '2026-11-23', ['daily', 'weekly']],
  ['the same day again', [YEAR], '2026-11-23', '2026-11-23', []],
  ['a clock that was set back', [YEAR], '2026-11-24', '2026-11-23', []],
  ['a Saturday', [YEAR], '2026-11-27', '2026-11-28', []],
  ['a Monday of half-term', [YEAR], '2026-10-25', '2026-10-26', ['weekly']],
  ['a Wednesday of half-term', [YEAR], '2026-10-27', '2026-10-28', []],
  ['the first day of a term, without school', [YEAR], '2026-08-31', '2026-09-01', []],
  ['the first school day of the term', [YEAR], '2026-09-01', '2026-09-02', ['daily', 'termly']],
  ['the second', [YEAR], '2026-09-02', '2026-09-03', ['daily']],
  ['a term that begins on a Monday', [YEAR], '2027-01-03', '2027-01-04', ALL],
  [
    'after a week without a server each comes due once',
    [YEAR],
    '2026-11-20',
    '2026-11-27',
    ['daily', 'weekly'],
  ],
  ['over a weekend', [YEAR], '2026-11-20', '2026-11-22', []],
  ['after the Christmas holidays', [YEAR], '2026-12-18', '2027-01-05', ALL],
  ['after years', [YEAR], '2020-01-01', '2026-11-28', ALL],
  ['without a calendar, a Friday', [], '2026-11-26', '2026-11-27', ['daily']],
  ['without a calendar, a Sunday', [], '2026-11-28', '2026-11-29', []],
  ['without a calendar, 1 January 2027, a Friday', [], '2026-12-31', '2027-01-01', ['daily', 'termly']],
  ['without a calendar, 1 August 2026, a Saturday after the terms', [], '2026-07-31', '2026-08-01', []],
])('%s', (_case, calendars, after, upTo, due) => {
  expect(schedulesDue(ALL, calendars, after, upTo)).toEqual(due);
});

test('only the schedules that were asked for', () => {
  expect(schedulesDue(['weekly'], [YEAR], '2026-11-22', '2026-11-23')).toEqual(['weekly']);
  expect(schedulesDue([], [YEAR], '2026-11-22', '2026-11-23')).toEqual([]);
});
