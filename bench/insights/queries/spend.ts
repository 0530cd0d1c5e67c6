import { academicYear, type Query, type Row } from './asked.ts';
import { type Costed, daysOf, readCosted, shared, spentBy } from './costs.ts';

interface Fund {
  readonly fundingSourceId: string | null;
  readonly fundingSource: string | null;
  readonly fundingKind: string | null;
  readonly ringFenced: boolean | null;
}

interface Budget {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly amount: number;
}

interface Spent {
  readonly category: string;
  planned: number;
  toDate: number;
}

const NO_BUDGET = { budgetPence: null, uncommittedPence: null, unspentPence: null };

/** Spending by funding source and category against the budgets in force. */
export const spend: Query = async (limit, { schoolId, asOf }) => {
  const first = academicYear(asOf);
  const [funds, budgets] = await Promise.all([
    limit.driver.query<{ id: string; name: string; kind: string; fenced: number }>(
      'select id, name, kind, ring_fenced as fenced from funding_source where owner_id = ?',
      [schoolId],
    ),
    limit.driver.query<Budget>(
      `select funding_source_id as id, start_date as start, end_date as end, amount_pence as amount
         from budget where owner_id = ? and start_date <= ? and end_date >= ?`,
      [schoolId, asOf, asOf],
    ),
  ]);
  const year = { start: `${first}-09-01`, end: `${first + 1}-08-31` };
  const spans = [year, ...budgets];
  const starts = spans.map((it) => it.start).sort();
  const ends = spans.map((it) => it.end).sort();
  const provisions = await readCosted(limit, schoolId, [starts[0]!, ends.at(-1)!], asOf);
  const known = provisions.filter((it) => it.known);
  const ofYear = spentIn(known, year, asOf);
  const open = [...ofYear.keys()].filter((id) => !budgets.some((it) => it.id === id));
  const fundOf = (id: string): Fund => {
    const fund = funds.find((it) => it.id === id);
    if (!fund) return { fundingSourceId: null, fundingSource: null, fundingKind: null, ringFenced: null };
    return {
      fundingSourceId: id,
      fundingSource: fund.name,
      fundingKind: fund.kind,
      ringFenced: fund.fenced === 1,
    };
  };
  return [
    ...budgets.flatMap((it) =>
      rowsOf(fundOf(it.id), it, spentIn(known, it, asOf).get(it.id) ?? [], it.amount),
    ),
    ...open.flatMap((id) => rowsOf(fundOf(id), year, ofYear.get(id)!, null)),
  ];
};

/** By funding source, '' for none that is known, what is spent on each category in a span. */
function spentIn(
  provisions: readonly Costed[],
  { start, end }: { readonly start: string; readonly end: string },
  asOf: string,
): Map<string, Spent[]> {
  const until = asOf < end ? asOf : end;
  const dayBefore = new Date(Date.parse(start) - 86_400_000).toISOString().slice(0, 10);
  const found = new Map<string, Spent[]>();
  for (const it of provisions) {
    const all = daysOf(it.startDate, it.endDate);
    const from = it.startDate > start ? it.startDate : start;
    const inside = daysOf(from, it.endDate < end ? it.endDate : end);
    const planned = shared(it.plannedPence + it.overheads, [BigInt(inside), BigInt(all - inside)])[0]!;
    const toDate = until < start ? 0 : spentBy(it, until) - spentBy(it, dayBefore);
    const weights = it.funding.length > 0 ? it.funding.map((line) => BigInt(line.shareBasisPoints)) : [1n];
    const [plans, spends] = [shared(planned, weights), shared(toDate, weights)];
    for (const [i, part] of plans.entries()) {
      const fund = it.funding[i]?.fundingSourceId ?? '';
      const own = found.get(fund) ?? [];
      found.set(fund, own);
      let row = own.find((one) => one.category === it.category);
      if (!row) own.push((row = { category: it.category, planned: 0, toDate: 0 }));
      row.planned += part;
      row.toDate += spends[i]!;
    }
  }
  return found;
}

function rowsOf(
  fund: Fund,
  { start, end }: { readonly start: string; readonly end: string },
  spent: readonly Spent[],
  budget: number | null,
): Row[] {
  const about = { ...fund, periodStart: start, periodEnd: end };
  const planned = spent.reduce((sum, it) => sum + it.planned, 0);
  const toDate = spent.reduce((sum, it) => sum + it.toDate, 0);
  const against =
    budget === null
      ? NO_BUDGET
      : { budgetPence: budget, uncommittedPence: budget - planned, unspentPence: budget - toDate };
  return [
    { ...about, category: null, plannedPence: planned, toDatePence: toDate, ...against },
    ...spent.map((it) => ({
      ...{ ...about, category: it.category, plannedPence: it.planned, toDatePence: it.toDate, ...NO_BUDGET },
    })),
  ];
}
