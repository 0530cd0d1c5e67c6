import { BudgetEntity } from '../../provisions/funding/budget.entity.js';
import { FundingSourceEntity } from '../../provisions/funding/funding-source.entity.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { yearEnd, yearStart } from './calendar.js';
import { BUDGET_PENCE_A_PUPIL } from './provision-plan.js';
import { recordedOn, type Telling } from './telling.js';

const SOURCES = {
  'pupil-premium': { name: 'Pupil premium', ringFenced: true },
  'notional-sen': { name: 'Notional SEN budget', ringFenced: false },
  'top-up': { name: 'High needs top-up', ringFenced: true },
  general: { name: 'General budget', ringFenced: false },
} as const;

const YEARS = { primary: 7, secondary: 5 };

/** Tells of where the money comes from and how much there is each year. Hands back the sources' ids by kind. */
export function tellFunding(telling: Telling): Map<string, string> {
  const { past, calendar, school } = telling;
  const ids = new Map<string, string>();
  const pupils = school.aYear * YEARS[school.phase];
  for (const [kind, { name, ringFenced }] of Object.entries(SOURCES)) {
    const { id } = past.create(FundingSourceEntity, recordedOn(telling, calendar.start, 7), {
      name,
      kind: kind as keyof typeof SOURCES,
      ringFenced,
      note: null,
      sourceSystem: DEMO_SOURCE,
      sourceId: `funding-${kind}`,
    }).row;
    ids.set(kind, id);
  }
  for (let year = calendar.firstYear; year <= calendar.presentYear; year += 1) {
    for (const [kind, id] of ids) {
      past.create(BudgetEntity, recordedOn(telling, yearStart(year), 8), {
        fundingSourceId: id,
        startDate: yearStart(year),
        endDate: yearEnd(year),
        amountPence: pupils * BUDGET_PENCE_A_PUPIL[kind]![school.phase],
        note: null,
        sourceSystem: DEMO_SOURCE,
        sourceId: `budget-${kind}-${year}`,
      });
    }
  }
  return ids;
}
