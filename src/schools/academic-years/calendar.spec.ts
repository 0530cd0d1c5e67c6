import { type Calendar, calendarFaults, isSchoolDay, schoolDays } from './calendar.js';

/** 2026/27: 1 September 2026 is a Tuesday. */
const year: Calendar = {
  startDate: '2026-09-01',
  endDate: '2027-08-31',
  terms: [
    { name: 'Autumn', startDate: '2026-09-02', endDate: '2026-12-18' },
    { name: 'Spring', startDate: '2027-01-04', endDate: '2027-03-25' },
  ],
  nonSchoolDays: [
    { kind: 'inset', name: null, startDate: '2026-09-02', endDate: '2026-09-02' },
    { kind: 'half-term', name: 'Autumn half-term', startDate: '2026-10-26', endDate: '2026-10-30' },
    { kind: 'closure', name: 'Snow', startDate: '2027-01-07', endDate: '2027-01-08' },
  ],
};

describe('a school day', () => {
  it.each([
    ['2026-09-01', false, 'before the first day of term'],
    ['2026-09-02', false, 'the first day of term, an inset day'],
    ['2026-09-03', true, 'a Thursday in term'],
    ['2026-09-05', false, 'a Saturday'],
    ['2026-09-06', false, 'a Sunday'],
    ['2026-09-07', true, 'a Monday'],
    ['2026-10-23', true, 'the Friday before half-term'],
    ['2026-10-26', false, 'the first day of half-term'],
    ['2026-10-30', false, 'the last day of half-term'],
    ['2026-11-02', true, 'the Monday after half-term'],
    ['2026-12-18', true, 'the last day of term'],
    ['2026-12-21', false, 'a Monday between terms'],
    ['2027-01-04', true, 'the first day of the next term'],
    ['2027-01-06', true, 'the day before a closure'],
    ['2027-01-07', false, 'a closure'],
    ['2027-01-11', true, 'the Monday after a closure'],
  ])('%s: %s, %s', (date, wanted) => {
    expect(isSchoolDay(year, date)).toBe(wanted);
  });
});

describe('school days of a span', () => {
  // The autumn term has 78 Mondays to Fridays from 2 September to 18 December, one of them inset, five half-term.
  it.each<[string, string, number, number]>([
    ['2026-09-03', '2026-09-03', 1, 0],
    ['2026-09-05', '2026-09-06', 0, 0],
    ['2026-09-07', '2026-09-11', 5, 0],
    ['2026-10-19', '2026-11-06', 10, 0],
    ['2026-09-01', '2026-12-31', 72, 0],
    ['2027-01-04', '2027-01-10', 3, 0],
    ['2026-08-25', '2026-09-04', 2, 7],
    ['2027-08-30', '2027-09-02', 0, 2],
  ])('%s to %s: %i, and %i of which nothing is known', (from, to, days, unknownDays) => {
    const counted = schoolDays([year], from, to);
    expect([counted.dates.length, counted.unknownDays]).toEqual([days, unknownDays]);
  });

  it('of two years are those of each', () => {
    const next: Calendar = {
      startDate: '2027-09-01',
      endDate: '2028-08-31',
      terms: [{ name: 'Autumn', startDate: '2027-09-01', endDate: '2027-12-17' }],
      nonSchoolDays: [],
    };
    const { dates, unknownDays } = schoolDays([next, year], '2027-03-25', '2027-09-02');
    expect([dates, unknownDays]).toEqual([['2027-03-25', '2027-09-01', '2027-09-02'], 0]);
  });
});

describe('a calendar', () => {
  const term = (startDate: string, endDate: string) => ({ name: 'T', startDate, endDate });
  const off = (startDate: string, endDate: string) => ({
    ...term(startDate, endDate),
    kind: 'other' as const,
  });

  it.each<[string, Partial<Calendar>, string[]]>([
    ['as above', {}, []],
    ['without terms yet', { terms: [], nonSchoolDays: [] }, []],
    ['that ends on its first day', { endDate: '2026-09-01' }, ['/endDate ends-before-start']],
    ['of 400 days', { endDate: '2027-10-05' }, []],
    ['of 401 days', { endDate: '2027-10-06' }, ['/endDate too-long']],
    ['with a term of one day', { terms: [term('2026-09-02', '2026-09-02')] }, []],
    [
      'with a term the wrong way round',
      { terms: [term('2026-09-02', '2026-09-01')] },
      ['/terms/0/endDate ends-before-start'],
    ],
    [
      'with a term that begins before it',
      { terms: [term('2026-08-31', '2026-12-18')] },
      ['/terms/0 outside-year'],
    ],
    ['with a term that ends on its last day', { terms: [term('2027-04-12', '2027-08-31')] }, []],
    [
      'with a term that ends after it',
      { terms: [term('2027-04-12', '2027-09-01')] },
      ['/terms/0 outside-year'],
    ],
    [
      'with two terms that share a day',
      { terms: [term('2026-09-02', '2026-12-18'), term('2026-12-18', '2027-03-25')] },
      ['/terms/1 overlaps'],
    ],
    [
      'with two terms that follow one another',
      { terms: [term('2026-09-02', '2026-12-18'), term('2026-12-19', '2027-03-25')] },
      [],
    ],
    [
      'with days without school twice',
      { nonSchoolDays: [off('2026-10-26', '2026-10-30'), off('2026-10-30', '2026-10-30')] },
      ['/nonSchoolDays/1 overlaps'],
    ],
  ])('%s', (_case, members, wanted) => {
    const faults = calendarFaults({ ...year, ...members });
    expect(faults.map((it) => `${it.pointer} ${it.code}`)).toEqual(wanted);
  });
});
