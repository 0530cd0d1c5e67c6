import { academicYearStart, mondayOf, onRollIn, openMondays, weeksToDate } from './school-weeks.js';

describe('weeks of a school', () => {
  it.each([
    ['2026-09-14', '2026-09-14'],
    ['2026-09-18', '2026-09-14'],
    ['2026-09-20', '2026-09-14'],
    ['2026-09-21', '2026-09-21'],
    ['1969-12-31', '1969-12-29'],
  ])('%s lies in the week of %s', (date, monday) => {
    expect(mondayOf(date)).toBe(monday);
  });

  it.each([
    ['2026-08-31', '2025-09-01'],
    ['2026-09-01', '2026-09-01'],
    ['2027-01-04', '2026-09-01'],
  ])('the year of %s begins on %s', (date, start) => {
    expect(academicYearStart(date)).toBe(start);
  });

  it.each<[string, string, string, string]>([
    ['the week of 1 September is the new year’s', '2026-09-18', '2026-08-31', '2026-09-14'],
    [
      'where 1 September is a Saturday, that week is the old year’s',
      '2018-09-14',
      '2018-09-03',
      '2018-09-10',
    ],
    ['where it is a Friday, the week is the new year’s', '2023-09-08', '2023-08-28', '2023-09-04'],
    ['a week is not over on its Thursday', '2026-09-17', '2026-08-31', '2026-09-07'],
    ['before the first Friday there is none', '2026-09-01', '2026-08-31', '2026-08-24'],
  ])('%s', (_case, asOf, from, to) => {
    expect(weeksToDate(asOf)).toEqual({ from, to });
  });

  it.each<[string, string, string | null, boolean]>([
    ['entered on its Friday', '2026-09-18', null, true],
    ['entered on its Saturday', '2026-09-19', null, false],
    ['left on its Monday', '2026-09-01', '2026-09-14', true],
    ['left on the Sunday before', '2026-09-01', '2026-09-13', false],
  ])('on roll in the week of 14 September who %s: %s to %s', (_case, entryDate, leavingDate, wanted) => {
    expect(onRollIn('2026-09-14', [{ entryDate, leavingDate }])).toBe(wanted);
  });

  const autumn = {
    startDate: '2026-09-01',
    endDate: '2027-08-31',
    terms: [{ name: 'Autumn', startDate: '2026-09-02', endDate: '2026-12-18' }],
    nonSchoolDays: [
      { kind: 'half-term', name: null, startDate: '2026-10-26', endDate: '2026-10-30' },
      { kind: 'inset', name: null, startDate: '2026-10-19', endDate: '2026-10-22' },
    ],
  } as const;

  it('a school is open in the weeks with a school day, one day is enough, whatever was received', () => {
    const received = new Set(['2026-10-26']);
    expect(openMondays([autumn], received, '2026-10-12', '2026-11-02')).toEqual([
      '2026-10-12',
      '2026-10-19',
      '2026-11-02',
    ]);
  });

  it('without a calendar it is open in the weeks of which it has sessions', () => {
    const received = new Set(['2026-09-07', '2026-09-21']);
    expect(openMondays([], received, '2026-08-31', '2026-09-21')).toEqual(['2026-09-07', '2026-09-21']);
    // The calendar begins on the Tuesday of the first week and says that there is school from Wednesday on.
    expect(openMondays([autumn], new Set(), '2026-08-31', '2026-08-31')).toEqual(['2026-08-31']);
  });
});
