import { meetingsExpected, sharedSpans, standardTerms } from './parent-meetings.js';

const TERMS = [
  { startDate: '2026-09-02', endDate: '2026-12-18' },
  { startDate: '2027-01-04', endDate: '2027-03-26' },
  { startDate: '2027-04-12', endDate: '2027-07-21' },
];
const ALWAYS = [{ startDate: '2025-01-01', endDate: null }];

describe('meetings with parents that are due', () => {
  it.each([
    ['2026-11-24', 0],
    ['2026-12-18', 0],
    ['2026-12-19', 1],
    ['2027-03-26', 1],
    ['2027-03-27', 2],
    ['2027-07-21', 2],
    ['2027-07-22', 3],
  ])('by %s are %s, one for each term that has ended', (asOf, wanted) => {
    expect(meetingsExpected(TERMS, ALWAYS, asOf)).toBe(wanted);
  });

  // The autumn term has 108 days, of which 54 are from 26 October.
  it.each([
    ['from its 55th day, 26 October', [{ startDate: '2026-10-26', endDate: null }], 1],
    ['from its 56th day', [{ startDate: '2026-10-27', endDate: null }], 0],
    ['for its first 54 days', [{ startDate: '2026-01-01', endDate: '2026-10-25' }], 1],
    ['for its first 53 days', [{ startDate: '2026-01-01', endDate: '2026-10-24' }], 0],
    [
      'in two spells of 27 days',
      [
        { startDate: '2026-09-02', endDate: '2026-09-28' },
        { startDate: '2026-11-22', endDate: '2026-12-18' },
      ],
      1,
    ],
    ['never', [], 0],
  ])('a term counts where the pupil had SEN support for half of it: %s', (_case, sen, wanted) => {
    expect(meetingsExpected(TERMS, sen, '2026-12-19')).toBe(wanted);
  });

  it.each([
    [1, 0],
    [2, 1],
    [3, 1],
    [4, 2],
    [6, 3],
  ])('of six half-terms %s make %s', (ended, wanted) => {
    const halves = Array.from({ length: 6 }, (_, i) => ({
      startDate: `2027-0${i + 1}-01`,
      endDate: `2027-0${i + 1}-28`,
    }));
    expect(meetingsExpected(halves, ALWAYS, `2027-0${ended + 1}-01`)).toBe(wanted);
  });

  it('a school without a calendar has three terms from September', () => {
    expect(standardTerms('2027-08-31')[0]).toEqual({ startDate: '2026-09-01', endDate: '2026-12-31' });
    expect(standardTerms('2027-09-01')[2]).toEqual({ startDate: '2028-04-01', endDate: '2028-07-31' });
    expect(meetingsExpected([], ALWAYS, '2026-12-19')).toBe(0);
  });
});

describe('the days that two kinds of spells share', () => {
  const open = (startDate: string, endDate: string | null = null) => ({ startDate, endDate });

  it.each([
    ['two that go on', [open('2026-09-01')], [open('2026-10-01')], [open('2026-10-01')]],
    [
      'one that ends',
      [open('2026-09-01')],
      [open('2026-08-01', '2026-10-01')],
      [open('2026-09-01', '2026-10-01')],
    ],
    [
      'a single day',
      [open('2026-09-01', '2026-09-05')],
      [open('2026-09-05')],
      [open('2026-09-05', '2026-09-05')],
    ],
    ['none, a day apart', [open('2026-09-01', '2026-09-05')], [open('2026-09-06')], []],
    [
      'several',
      [open('2026-09-01', '2026-09-30')],
      [open('2026-08-01', '2026-09-10'), open('2026-09-20')],
      [open('2026-09-01', '2026-09-10'), open('2026-09-20', '2026-09-30')],
    ],
  ])('%s', (_case, some, others, wanted) => {
    expect(sharedSpans(some, others)).toEqual(wanted);
    expect(sharedSpans(others, some)).toEqual(wanted);
  });
});
