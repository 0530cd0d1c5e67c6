/*
 * What the provision of a primary of the demo costs, by hand: groups of a year (in autumn and again in spring, of
 * phonics in spring alone), weeks, sessions a week and the price of one in pence, from the rate of an hour; materials
 * of a group; and who pays which share. As in docs/administrators/demo-trust.md.
 */
const PROVISION = [
  // Small-group catch-up: two groups in reading and two in mathematics, half an hour at £22.
  {
    ...{
      category: 'additional-learning-support',
      groups: 8,
      weeks: 12,
      aWeek: 3,
      price: 1100,
      materials: 6000,
    },
    paidBy: { 'pupil-premium': 0.7, 'notional-sen': 0.3 },
  },
  // One-to-one catch-up: half an hour at £28.
  {
    ...{
      category: 'additional-learning-support',
      groups: 4,
      weeks: 12,
      aWeek: 3,
      price: 1400,
      materials: 2500,
    },
    paidBy: { 'pupil-premium': 1 },
  },
  // Phonics keep-up: a quarter of an hour at £22.
  {
    ...{
      category: 'additional-learning-support',
      groups: 2,
      weeks: 6,
      aWeek: 5,
      price: 550,
      materials: 6000,
    },
    paidBy: { 'pupil-premium': 0.7, 'notional-sen': 0.3 },
  },
  // Attendance mentoring: half an hour at £19.
  {
    ...{ category: 'wider-services', groups: 4, weeks: 12, aWeek: 1, price: 950, materials: 0 },
    paidBy: { 'pupil-premium': 0.5, general: 0.5 },
  },
  // Speech and language therapy: half an hour at £65.
  {
    ...{ category: 'wider-services', groups: 4, weeks: 10, aWeek: 1, price: 3250, materials: 1200 },
    paidBy: { 'notional-sen': 0.6, 'top-up': 0.4 },
  },
  // Homework club: an hour at £15.
  {
    ...{ category: 'extended-opportunity', groups: 2, weeks: 12, aWeek: 2, price: 1500, materials: 4000 },
    paidBy: { 'pupil-premium': 0.6, general: 0.4 },
  },
  // Vocabulary pre-teaching: a quarter of an hour at £15.
  {
    ...{ category: 'classroom', groups: 2, weeks: 6, aWeek: 2, price: 375, materials: 1000 },
    paidBy: { general: 1 },
  },
] as const;

/** Pence of a year that is over. */
export interface ExpectedSpending {
  readonly planned: number;
  /** Give or take the error. */
  readonly spent: number;
  readonly error: number;
}

/** What a primary of the demo spends in a year, by kind of funding source and category of provision. */
export function expectedSpending(): Map<string, ExpectedSpending> {
  const sums = new Map<string, ExpectedSpending>();
  for (const { category, groups, weeks, aWeek, price, materials, paidBy } of PROVISION) {
    for (const [kind, share] of Object.entries(paidBy)) {
      const key = `${kind} ${category}`;
      const { planned, spent, error } = sums.get(key) ?? { planned: 0, spent: 0, error: 0 };
      const times = groups * share;
      sums.set(key, {
        planned: planned + times * (weeks * aWeek * price + materials),
        // One of the weeks is half-term. Others begin in the middle, or lie in the holidays of Easter: two at most.
        spent: spent + times * ((weeks - 1) * aWeek * price + materials),
        error: error + times * 2 * aWeek * price,
      });
    }
  }
  return sums;
}
