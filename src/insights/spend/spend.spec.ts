import type { CostFacts } from '../../provisions/costs/cost-facts.js';
import { spendingOf } from './spend.js';

/** Ten days from 1 March, £100 fixed, two thirds paid by A and one by B. */
const facts = (members: Partial<CostFacts['provision']> = {}): CostFacts => ({
  provision: {
    id: 'p',
    startDate: '2026-03-01',
    endDate: '2026-03-10',
    plannedSessions: 0,
    sessionMinutes: 30,
    rate: null,
    fixedPence: 10_000,
    resourcesPence: null,
    funding: [
      { fundingSourceId: 'A', shareBasisPoints: 6_667 },
      { fundingSourceId: 'B', shareBasisPoints: 3_333 },
    ],
    ...members,
  },
  places: [],
  sessions: [],
});
const support = (it: CostFacts) => ({ category: 'additional-learning-support', facts: it });
const year = { start: '2025-09-01', end: '2026-08-31' };

describe('spending', () => {
  it.each<[string, { start: string; end: string }, string, number[], number[]]>([
    ['before it begins', year, '2026-02-28', [6667, 3333], [0, 0]],
    ['after four of ten days', year, '2026-03-04', [6667, 3333], [2667, 1333]],
    ['at its end', year, '2026-03-10', [6667, 3333], [6667, 3333]],
    // Six of the ten days fall in it.
    [
      'of a period that begins on 5 March',
      { start: '2026-03-05', end: '2026-08-31' },
      '2026-07-01',
      [4000, 2000],
      [4000, 2000],
    ],
    ['of a period that is over', { start: '2026-04-01', end: '2026-08-31' }, '2026-07-01', [0, 0], [0, 0]],
  ])('%s', (_case, period, asOf, planned, toDate) => {
    const { spent } = spendingOf([support(facts())], period, asOf);
    expect(spent.map((it) => it.plannedPence)).toEqual(planned);
    expect(spent.map((it) => it.toDatePence)).toEqual(toDate);
  });

  it('adds up by category and funding source, and counts provisions of unknown cost', () => {
    const unfunded = facts({ funding: null });
    const all = [
      support(facts()),
      support(facts()),
      support(unfunded),
      { category: 'classroom', facts: unfunded },
    ];
    const { spent, unknown } = spendingOf([...all, support(facts({ fixedPence: null }))], year, '2026-03-10');
    expect(spent.map((it) => [it.category, it.fundingSourceId, it.toDatePence])).toEqual([
      ['additional-learning-support', 'A', 13_334],
      ['additional-learning-support', 'B', 6_666],
      ['additional-learning-support', null, 10_000],
      ['classroom', null, 10_000],
    ]);
    expect(unknown).toBe(1);
  });
});
