import { budgetFaults, type BudgetPeriod } from './check-budget.js';

const period = (startDate: string, endDate: string): BudgetPeriod => ({ startDate, endDate });
const year = period('2026-04-01', '2027-03-31');

describe('the period of a budget', () => {
  it.each<[string, BudgetPeriod, BudgetPeriod[], string[]]>([
    ['a financial year, and nothing else', year, [], []],
    ['one day', period('2026-04-01', '2026-04-01'), [], []],
    [
      'an end the day before the start',
      period('2026-04-01', '2026-03-31'),
      [],
      ['/endDate ends-before-start'],
    ],
    ['the year after', year, [period('2027-04-01', '2028-03-31')], []],
    ['the year before', year, [period('2025-04-01', '2026-03-31')], []],
    ['its last day in the next', year, [period('2027-03-31', '2028-03-31')], ['/startDate periods-overlap']],
    ['its first day in the last', year, [period('2025-04-01', '2026-04-01')], ['/startDate periods-overlap']],
    ['one within it', year, [period('2026-09-01', '2026-12-31')], ['/startDate periods-overlap']],
  ])('%s', (_case, it, others, faults) => {
    expect(budgetFaults(it, others).map((one) => `${one.pointer} ${one.code}`)).toEqual(faults);
  });
});
