import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { requireSchool } from '../../auth/tenancy.js';
import { academicYearOf } from '../../common/dates.js';
import { today } from '../../common/instants.js';
import { Database, places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { provisionsBetween, readCostFacts } from '../../provisions/costs/read-cost-facts.js';
import { BudgetEntity } from '../../provisions/funding/budget.entity.js';
import { FundingSourceEntity } from '../../provisions/funding/funding-source.entity.js';
import { PROVISION_CATEGORIES } from '../../provisions/provision-words.js';
import type { InsightView } from '../insight.view.js';
import type { SpendQuery } from './spend.dto.js';
import { type CategorisedFacts, type Period, spendingOf, type Spent } from './spend.js';
import type { SpendRowView } from './spend.view.js';

/** What schools spend on provision, by category and funding source, against their budgets. */
@Injectable()
export class SpendService {
  constructor(private readonly database: Database) {}

  async spend(
    ctx: RequestContext,
    { schoolId, asOf = today() }: SpendQuery,
  ): Promise<InsightView & { data: SpendRowView[] }> {
    await requireSchool(this.database, ctx, schoolId, '?schoolId');
    const owned = 'owner_id = ?';
    const [sources, budgets] = await Promise.all([
      this.database.selectKnownAt(FundingSourceEntity, ctx.knownAt, owned, [schoolId]),
      this.database.selectKnownAt(
        BudgetEntity,
        ctx.knownAt,
        `${owned} and start_date <= ? and end_date >= ?`,
        [schoolId, asOf, asOf],
      ),
    ]);
    const from = academicYearOf(asOf);
    const year: Period = { start: `${from}-09-01`, end: `${from + 1}-08-31` };
    const periods = budgets.map((it): Period => ({ start: it.startDate, end: it.endDate }));
    const facts = await this.factsWithin(ctx, schoolId, [year, ...periods], asOf);
    const ofYear = spendingOf(facts, year, asOf);
    const budgeted = new Set(budgets.map((it) => it.fundingSourceId));
    const data = [
      ...budgets.flatMap((budget) => {
        const period = { start: budget.startDate, end: budget.endDate };
        const own = spendingOf(facts, period, asOf).spent.filter(
          (it) => it.fundingSourceId === budget.fundingSourceId,
        );
        return rowsOf(budget.fundingSourceId, period, own, sources, budget.amountPence);
      }),
      ...[...new Set(ofYear.spent.map((it) => it.fundingSourceId))]
        .filter((it) => it === null || !budgeted.has(it))
        .flatMap((id) =>
          rowsOf(
            id,
            year,
            ofYear.spent.filter((it) => it.fundingSourceId === id),
            sources,
            null,
          ),
        ),
    ];
    const notes =
      ofYear.unknown > 0
        ? [`Of ${ofYear.unknown} provisions nothing of the cost is known; they are left out.`]
        : [];
    return { schoolId, asOf, releaseId: null, suppressed: false, notes, data: data.sort(bySource) };
  }

  private async factsWithin(
    { knownAt }: RequestContext,
    schoolId: string,
    periods: readonly Period[],
    asOf: string,
  ): Promise<CategorisedFacts[]> {
    const first = periods.map((it) => it.start).sort()[0]!;
    const last = periods
      .map((it) => it.end)
      .sort()
      .at(-1)!;
    const provisions = await provisionsBetween(this.database, schoolId, first, last, knownAt);
    const kindOf = new Map(provisions.map((it) => [it.id, it.provisionTypeId]));
    const [facts, categories] = await Promise.all([
      readCostFacts(this.database, schoolId, provisions, asOf, knownAt),
      this.categoriesOf(kindOf.values()),
    ]);
    return facts.map((it) => ({ category: categories.get(kindOf.get(it.provision.id)!)!, facts: it }));
  }

  /** By the ids of kinds of provision, of which a version never changes. */
  private async categoriesOf(typeIds: Iterable<string>): Promise<Map<string, string>> {
    const categories = new Map<string, string>();
    for (const part of inParts(typeIds)) {
      const rows = await this.database.query<{ id: string; category: string }>(
        `select id, category from provision_type where id in (${places(part.length)})`,
        part,
      );
      for (const it of rows) categories.set(it.id, it.category);
    }
    return categories;
  }
}

/** By the source's name; what nothing is said of comes last. */
function bySource(a: SpendRowView, b: SpendRowView): number {
  if (a.fundingSource === null || b.fundingSource === null) {
    return Number(a.fundingSource === null) - Number(b.fundingSource === null);
  }
  return a.fundingSource.localeCompare(b.fundingSource, 'en-GB');
}

function byCategory(a: Spent, b: Spent): number {
  const place = (it: Spent) => (PROVISION_CATEGORIES as readonly string[]).indexOf(it.category);
  return place(a) - place(b);
}

/** The row of a funding source in a period, and one for each category, in the order of the catalogue. */
function rowsOf(
  fundingSourceId: string | null,
  { start, end }: Period,
  spent: readonly Spent[],
  sources: readonly FundingSourceEntity[],
  budgetPence: number | null,
): SpendRowView[] {
  const source = sources.find((it) => it.id === fundingSourceId);
  const about = {
    fundingSourceId,
    fundingSource: source?.name ?? null,
    fundingKind: source?.kind ?? null,
    ringFenced: source?.ringFenced ?? null,
    periodStart: start,
    periodEnd: end,
  };
  const total = (of: 'plannedPence' | 'toDatePence') => spent.reduce((sum, it) => sum + it[of], 0);
  const none = { budgetPence: null, uncommittedPence: null, unspentPence: null };
  return [
    {
      ...about,
      category: null,
      plannedPence: total('plannedPence'),
      toDatePence: total('toDatePence'),
      budgetPence,
      uncommittedPence: budgetPence === null ? null : budgetPence - total('plannedPence'),
      unspentPence: budgetPence === null ? null : budgetPence - total('toDatePence'),
    },
    ...spent.toSorted(byCategory).map(({ category, plannedPence, toDatePence }) => ({
      ...about,
      ...{ category, plannedPence, toDatePence },
      ...none,
    })),
  ];
}
