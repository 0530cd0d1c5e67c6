import type { CostFacts } from './cost-facts.js';
import { fundedBy } from './funding.js';
import { provisionCosts } from './provision-costs.js';

/*
 * One provision worked by hand with everything in it: £17.35 an hour by started quarters and never less than 40
 * minutes, so that 35 minutes and 20 are charged as 45 (1,301.25 pence: £13.01) and 50 as an hour; £99.99 once and
 * £12.34 of books; three weeks, of which eight days lie in August; and three funding lines that make a hundred per cent.
 */
const FACTS: CostFacts = {
  provision: {
    id: 'provision',
    startDate: '2026-08-24',
    endDate: '2026-09-13',
    plannedSessions: 6,
    sessionMinutes: 35,
    rate: { perHourPence: 1_735, roundUpToMinutes: 15, minimumMinutes: 40 },
    fixedPence: 9_999,
    resourcesPence: 1_234,
    funding: [
      { fundingSourceId: 'a half and a little', shareBasisPoints: 5_001 },
      { fundingSourceId: 'a third', shareBasisPoints: 3_333 },
      { fundingSourceId: 'the rest', shareBasisPoints: 1_666 },
    ],
  },
  // Each week one more pupil: Ada alone, with Ben, with Ben and Cai.
  places: [
    ['ada', '2026-08-24'],
    ['ben', '2026-08-31'],
    ['cai', '2026-09-07'],
  ].map(([name, start]) => ({ interventionId: name!, pupilId: name!, start: start!, end: '2026-09-13' })),
  sessions: [
    { date: '2026-08-25', minutes: 35 },
    { date: '2026-09-01', minutes: 20 },
    { date: '2026-09-03', minutes: 50 },
    { date: '2026-09-08', minutes: 35 },
  ],
};

const costsAsOf = (asOf: string) => provisionCosts(FACTS, asOf)!;
const { funding } = FACTS.provision;

describe('a provision of three weeks, worked by hand', () => {
  it('is planned at £190.39: 6 × £13.01 + £99.99 + £12.34', () => {
    const { planned, places, annualised } = costsAsOf('2026-08-01');
    expect(planned).toEqual({
      ...{ sessions: 6, sessionsPence: 7_806, fixedPence: 9_999, resourcesPence: 1_234 },
      totalPence: 19_039,
    });
    // Eight of 21 days in August: 7,252.95; thirteen in September: 11,786.05.
    expect(annualised).toEqual([
      { academicYear: 2025, pence: 7_253 },
      { academicYear: 2026, pence: 11_786 },
    ]);
    // Of 21 days 7 + 7⁄2 + 7⁄3, 7⁄2 + 7⁄3 and 7⁄3: 11, 5 and 2 eighteenths; 11,634.94, 5,288.61 and 2,115.44 pence.
    expect(places.map((it) => it.plannedPence)).toEqual([11_635, 5_289, 2_115]);
    // 9,521.40, 6,345.70 and 3,171.90 pence.
    expect(fundedBy(19_039, funding).map((it) => it.pence)).toEqual([9_521, 6_346, 3_172]);
  });

  it('has cost £118.26 after two of them: £13.01 twice, £17.35, two thirds of the rest', () => {
    const { toDate, places, unallocated } = costsAsOf('2026-09-06');
    expect(toDate).toEqual({
      ...{ sessions: 3, sessionsPence: 4_337, fixedPence: 6_666, resourcesPence: 823 },
      totalPence: 11_826,
    });
    // Ada: 1,301 + 650.5 + 867.5 and 10½ of 21 days of 11,233: 8,435.5. Ben: 1,518 and 3½ of them: 3,390.17.
    expect(places.map((it) => it.toDatePence)).toEqual([8_436, 3_390, 0]);
    expect(unallocated).toEqual({ plannedPence: 0, toDatePence: 0 });
    // 5,914.18, 3,941.61 and 1,970.21 pence.
    expect(fundedBy(11_826, funding).map((it) => it.pence)).toEqual([5_914, 3_942, 1_970]);
  });

  it.each([
    ['the day before it begins', '2026-08-23', 0, 0],
    ['its first day: 476.14 and 58.76', '2026-08-24', 0, 476 + 59],
    ['the day of the first session', '2026-08-25', 1_301, 952 + 118],
    ['its last day', '2026-09-13', 1_301 * 3 + 1_735, 9_999 + 1_234],
    ['a year later', '2027-09-13', 1_301 * 3 + 1_735, 9_999 + 1_234],
  ])('as of %s', (_case, asOf, sessions, overheads) => {
    const { toDate } = costsAsOf(asOf);
    expect([toDate.sessionsPence, toDate.totalPence - toDate.sessionsPence]).toEqual([sessions, overheads]);
  });

  it.each([
    [1, [1, 0, 0]],
    [2, [1, 1, 0]],
    [3, [2, 1, 0]],
    // 5.001, 3.333 and 1.666.
    [10, [5, 3, 2]],
    [0, [0, 0, 0]],
  ])('%i pence are shared without losing one', (pence, shares) => {
    expect(fundedBy(pence, funding).map((it) => it.pence)).toEqual(shares);
  });
});
