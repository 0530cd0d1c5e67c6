import type { Fault } from '../../common/errors/domain-error.js';

/** The period of a budget, both days included. */
export interface BudgetPeriod {
  readonly startDate: string;
  readonly endDate: string;
}

/** The faults of a budget's period: money is not counted twice, so no two of one funding source overlap. */
export function budgetFaults(period: BudgetPeriod, others: readonly BudgetPeriod[]): Fault[] {
  const { startDate, endDate } = period;
  if (endDate < startDate) {
    return [{ pointer: '/endDate', code: 'ends-before-start', detail: 'The end lies before the start.' }];
  }
  const clash = others.find((it) => it.startDate <= endDate && startDate <= it.endDate);
  if (!clash) return [];
  return [
    {
      pointer: '/startDate',
      code: 'periods-overlap',
      detail: `The funding source has a budget from ${clash.startDate} to ${clash.endDate} already.`,
    },
  ];
}
