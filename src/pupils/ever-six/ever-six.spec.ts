import { CENSUS_DAYS } from './census-days.js';
import { type DisadvantageSpell, type EverSix, type EverSixFacts, everSixOf } from './ever-six.js';

/** In Y7 from September 2025, so in reception from September 2018. */
const pupil: EverSixFacts = { dateOfBirth: '2014-03-09', ncYearAtCensus: '7', spells: [] };
const spell = (value: string, startDate: string, endDate: string | null = null): DisadvantageSpell => ({
  value,
  startDate,
  endDate,
});
const of = (facts: Partial<EverSixFacts>, asOf = '2026-01-09'): EverSix =>
  everSixOf({ ...pupil, ...facts }, asOf, CENSUS_DAYS);

describe('Ever-6', () => {
  // Funding census 2 October 2025; the window begins after that of 3 October 2019.
  it.each<[string, Partial<EverSixFacts>, Partial<EverSix>]>([
    [
      'disadvantaged on the funding census day',
      { spells: [spell('yes', '2025-10-02')] },
      { everSix: 'yes', reason: 'recorded', fundingCensus: '2025-10-02' },
    ],
    [
      'disadvantaged from the day after',
      { spells: [spell('no', '2018-09-01', '2025-10-02'), spell('yes', '2025-10-03')] },
      { everSix: 'no', reason: 'neverRecorded' },
    ],
    [
      'on the first day of the window only, the rest unknown',
      { spells: [spell('yes', '2020-01-16', '2020-01-16')] },
      { everSix: 'yes', reason: 'recorded' },
    ],
    [
      'up to the autumn census before the window',
      { spells: [spell('yes', '2018-09-01', '2019-10-03'), spell('no', '2019-10-04')] },
      { everSix: 'no', reason: 'neverRecorded' },
    ],
    [
      'between two census days only',
      {
        spells: [
          spell('no', '2018-09-01', '2024-10-03'),
          spell('yes', '2024-10-04', '2025-01-15'),
          spell('no', '2025-01-16'),
        ],
      },
      { everSix: 'no', reason: 'neverRecorded' },
    ],
    ['nothing known', {}, { everSix: 'unknown', reason: 'historyIncomplete' }],
    [
      'no since the pupil came here, nothing known of before',
      { spells: [spell('no', '2025-09-01')] },
      { everSix: 'unknown', reason: 'historyIncomplete' },
    ],
    [
      'one census day of 17 not known',
      { spells: [spell('no', '2018-09-01', '2023-05-17'), spell('no', '2023-05-19')] },
      { everSix: 'unknown', reason: 'historyIncomplete' },
    ],
    [
      'in Y12',
      { ncYearAtCensus: '12', spells: [spell('yes', '2018-09-01')] },
      { everSix: 'no', reason: 'outsideReceptionToYear11' },
    ],
    [
      'in nursery',
      { ncYearAtCensus: 'N2', spells: [spell('yes', '2018-09-01')] },
      { everSix: 'no', reason: 'outsideReceptionToYear11' },
    ],
    ['in Y11', { ncYearAtCensus: '11', spells: [spell('yes', '2018-09-01')] }, { everSix: 'yes' }],
    ['in reception', { ncYearAtCensus: 'R', spells: [spell('yes', '2018-09-01')] }, { everSix: 'yes' }],
    ['not on roll on the day', { ncYearAtCensus: null }, { everSix: 'unknown', reason: 'notOnRoll' }],
  ])('%s', (_case, facts, wanted) => {
    expect(of(facts)).toMatchObject(wanted);
  });

  it('looks at 17 census days: three a year for six years, without the cancelled one of May 2020', () => {
    const { censusDays } = of({});
    expect(censusDays).toHaveLength(17);
    expect([censusDays[0]!.date, censusDays.at(-1)!.date]).toEqual(['2020-01-16', '2025-10-02']);
  });

  it('a pupil in reception has no census days before it to be complete', () => {
    const facts = { dateOfBirth: '2020-11-30', ncYearAtCensus: 'R', spells: [spell('no', '2025-09-01')] };
    expect(of(facts)).toMatchObject({ everSix: 'no', censusDays: [{ date: '2025-10-02', term: 'autumn' }] });
  });

  it.each([
    ['2025-10-01', '2024-10-03'],
    ['2025-10-02', '2025-10-02'],
    ['2026-09-30', '2025-10-02'],
  ])('as of %s the funding census is that of %s', (asOf, census) => {
    expect(of({}, asOf).fundingCensus).toBe(census);
  });

  it('before the census days that are known nothing is said', () => {
    expect(of({}, '2014-10-01')).toMatchObject({ everSix: 'unknown', reason: 'noFundingCensus' });
    expect(of({}, '2019-10-03')).toMatchObject({ everSix: 'unknown', reason: 'noFundingCensus' });
  });
});
