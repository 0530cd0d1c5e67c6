import fc from 'fast-check';
import { addDays } from '../../common/dates.js';
import type { CostedPlace, CostedProvision, CostFacts, HeldSession } from './cost-facts.js';
import { proRata, provisionCosts } from './provision-costs.js';

/** Ten days, four sessions of half an hour at £18.00, £10.00 once and £5.00 of books. */
const tenDays: CostedProvision = {
  id: 'provision',
  startDate: '2026-10-05',
  endDate: '2026-10-14',
  plannedSessions: 4,
  sessionMinutes: 30,
  rate: { perHourPence: 1800, roundUpToMinutes: 15, minimumMinutes: 0 },
  fixedPence: 1000,
  resourcesPence: 500,
  funding: null,
};
const place = (name: string, start = '2026-10-05', end = '2026-10-14'): CostedPlace => ({
  interventionId: name,
  pupilId: `pupil-${name}`,
  start,
  end,
});
const session = (date: string, minutes = 30): HeldSession => ({ date, minutes });
const facts = (
  places: CostedPlace[],
  sessions: HeldSession[] = [],
  provision: Partial<CostedProvision> = {},
): CostFacts => ({ provision: { ...tenDays, ...provision }, places, sessions });

describe('what a provision costs', () => {
  // A and B have all ten days, C the last five. Days 5 to 9: halves; days 10 to 14: thirds. Of ten days A and B so
  // have 5/2 + 5/3 = 25/6 each and C 5/3 = 10/6. Planned: 4 × £9.00 + £10.00 + £5.00 = £51.00.
  const three = [place('a'), place('b'), place('c', '2026-10-10')];
  // 6 October: £9.00 for two. 10 October: 35 minutes are charged as 45, £13.50 for three.
  const held = [session('2026-10-06'), session('2026-10-10', 35)];

  it('as planned, and what each pupil’s place has of it', () => {
    const costs = provisionCosts(facts(three), '2026-10-01')!;
    expect(costs.planned).toEqual({
      sessions: 4,
      sessionsPence: 3600,
      fixedPence: 1000,
      resourcesPence: 500,
      totalPence: 5100,
    });
    expect(costs.places.map((it) => it.plannedPence)).toEqual([2125, 2125, 850]);
    expect(costs.toDate.totalPence).toBe(0);
  });

  // As of the 11th seven of ten days have gone: £7.00 and £3.50. A: 450 + 450 + 5 × 75 + 2 × 50 = 1,375.
  it('to date: sessions held by who had a place that day, the rest by days', () => {
    const costs = provisionCosts(facts(three, held), '2026-10-11')!;
    expect(costs.toDate).toEqual({
      sessions: 2,
      sessionsPence: 2250,
      fixedPence: 700,
      resourcesPence: 350,
      totalPence: 3300,
    });
    expect(costs.places.map((it) => it.toDatePence)).toEqual([1375, 1375, 550]);
  });

  it.each([
    ['the day before it begins', '2026-10-04', 0, 0],
    ['its first day: a tenth of £15.00', '2026-10-05', 0, 150],
    ['the day of the first session', '2026-10-06', 900, 300],
    ['the day before the second', '2026-10-09', 900, 750],
    ['the day of the second', '2026-10-10', 2250, 900],
    ['its last day', '2026-10-14', 2250, 1500],
    ['long after', '2027-10-14', 2250, 1500],
  ])('as of %s', (_case, asOf, sessions, overheads) => {
    const { toDate } = provisionCosts(facts(three, held), asOf)!;
    expect([toDate.sessionsPence, toDate.fixedPence + toDate.resourcesPence]).toEqual([sessions, overheads]);
  });

  it('the odd penny of three equal shares goes to the first', () => {
    const free = { fixedPence: null, resourcesPence: null, rate: { ...tenDays.rate!, perHourPence: 2000 } };
    const costs = provisionCosts(
      facts([place('a'), place('b'), place('c')], [session('2026-10-06')], free),
      '2026-10-06',
    )!;
    expect(costs.places.map((it) => it.toDatePence)).toEqual([334, 333, 333]);
  });

  it('days on which nobody has a place are nobody’s', () => {
    const costs = provisionCosts(facts([place('a', '2026-10-05', '2026-10-08')]), '2026-10-14')!;
    expect(costs.places[0]).toMatchObject({ plannedPence: 2040, toDatePence: 600 });
    expect(costs.unallocated).toEqual({ plannedPence: 3060, toDatePence: 900 });
  });

  it('a session outside the provision’s dates is nobody’s', () => {
    const costs = provisionCosts(facts([place('a')], [session('2026-10-04')]), '2026-10-04')!;
    expect([costs.toDate.totalPence, costs.unallocated.toDatePence]).toEqual([900, 900]);
  });

  // Two of ten days lie in the academic year 2025/26: of £10.01 that is £2.002.
  it('the planned cost by the academic years in which its days fall', () => {
    const summer = {
      startDate: '2026-08-30',
      endDate: '2026-09-08',
      rate: null,
      resourcesPence: null,
      fixedPence: 1001,
    };
    const costs = provisionCosts(facts([place('a', '2026-09-01', '2026-09-08')], [], summer), '2026-09-08')!;
    expect(costs.annualised).toEqual([
      { academicYear: 2025, pence: 200 },
      { academicYear: 2026, pence: 801 },
    ]);
    expect(costs.places[0]!.annualised).toEqual([
      { academicYear: 2025, pence: 0 },
      { academicYear: 2026, pence: 801 },
    ]);
  });

  it('is not known where nothing of it is, and is nothing where it is said to be', () => {
    const unknown = { rate: null, fixedPence: null, resourcesPence: null };
    expect(provisionCosts(facts([place('a')], held, unknown), '2026-10-14')).toBeNull();
    const free = provisionCosts(facts([place('a')], held, { ...unknown, fixedPence: 0 }), '2026-10-14')!;
    expect([free.planned.totalPence, free.toDate.totalPence, free.places[0]!.plannedPence]).toEqual([
      0, 0, 0,
    ]);
  });
});

describe('a part of pence by days', () => {
  it.each([
    [1000, 7, 10, 700],
    [1001, 1, 2, 501],
    [100, 1, 3, 33],
    [100, 2, 3, 67],
    [100, 0, 3, 0],
    [100, 3, 3, 100],
  ])('%i pence, %i of %i days', (pence, part, whole, expected) => {
    expect(proRata(pence, part, whole)).toBe(expected);
  });
});

describe('laws of costs', () => {
  const day = fc.integer({ min: 0, max: 9 }).map((it) => addDays('2026-10-05', it));
  const places = fc
    .array(fc.tuple(day, day), { maxLength: 12 })
    .map((spans) => spans.map(([a, b], i) => place(`p${i}`, a < b ? a : b, a < b ? b : a)));
  const sessions = fc.array(fc.record({ date: day, minutes: fc.integer({ min: 1, max: 90 }) }), {
    maxLength: 20,
  });
  const money = fc.record({
    fixedPence: fc.option(fc.nat(100_000)),
    resourcesPence: fc.option(fc.nat(100_000)),
  });
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

  it('what pupils’ places and nobody’s cost is the whole, to the penny', () => {
    fc.assert(
      fc.property(places, sessions, money, day, (held, kept, spent, asOf) => {
        const costs = provisionCosts(facts(held, kept, spent), asOf)!;
        const { planned, toDate, unallocated } = costs;
        expect(sum(costs.places.map((it) => it.plannedPence)) + unallocated.plannedPence).toBe(
          planned.totalPence,
        );
        expect(sum(costs.places.map((it) => it.toDatePence)) + unallocated.toDatePence).toBe(
          toDate.totalPence,
        );
        expect(sum(costs.annualised.map((it) => it.pence))).toBe(planned.totalPence);
      }),
    );
  });

  it('sessions after a day change nothing of what is said as of it', () => {
    fc.assert(
      fc.property(places, sessions, day, (held, kept, asOf) => {
        const before = kept.filter((it) => it.date <= asOf);
        expect(provisionCosts(facts(held, kept), asOf)).toEqual(provisionCosts(facts(held, before), asOf));
      }),
    );
  });
});
