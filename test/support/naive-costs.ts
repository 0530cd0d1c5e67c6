import type { Provision, SchoolRows } from './school-rows.js';

/* What provisions cost, as the definitions have it, written a second time. */

/** First and last day, both included. */
export interface Span {
  readonly start: string;
  readonly end: string;
}

/** Days from one date to another. */
export function daysFrom(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

export function wholeDays({ start, end }: Span): number {
  return Math.max(0, daysFrom(start, end) + 1);
}

export function spanOf({ startDate: start, endDate: end }: Provision): Span {
  return { start, end };
}

function overlap(a: Span, b: Span): Span {
  return { start: a.start > b.start ? a.start : b.start, end: a.end < b.end ? a.end : b.end };
}

/** How many sessions of how many minutes are planned: what a provision does not say itself, its kind does. */
export function planOf({ types }: SchoolRows, provision: Provision): { sessions: number; minutes: number } {
  const kind = types.get(provision.provisionTypeId)!.dosage;
  const weeks = provision.weeks ?? Math.min(kind.weeks, Math.ceil(wholeDays(spanOf(provision)) / 7));
  return {
    sessions: weeks * (provision.sessionsPerWeek ?? kind.sessionsPerWeek),
    minutes: provision.sessionMinutes ?? kind.minutes,
  };
}

/** Days of the places that were agreed in a provision, by intervention. */
export function placesOf({ interventions }: SchoolRows, provision: Provision): Map<string, Span> {
  const held = interventions.filter(
    (it) => it.provisionId === provision.id && ['agreed', 'active', 'reviewed', 'closed'].includes(it.status),
  );
  return new Map(
    held.map((it) => {
      const { start, end } = overlap(spanOf(provision), {
        start: it.startDate ?? provision.startDate,
        end: it.endDate ?? provision.endDate,
      });
      return [it.id, { start, end: it.endedOn !== null && it.endedOn < end ? it.endedOn : end }];
    }),
  );
}

/** What was spent on a provision up to a day; null where nothing of its cost is known. */
export function costOf(rows: SchoolRows, provision: Provision, date: string) {
  const { rate, fixedPence, resources } = provision;
  if (rate === null && fixedPence === null && resources === null) return null;
  const priceOf = (minutes: number) => {
    if (rate === null) return 0;
    const blocks = Math.ceil(Math.max(minutes, rate.minimumMinutes) / rate.roundUpToMinutes);
    return Math.floor(0.5 + (rate.perHourPence * blocks * rate.roundUpToMinutes) / 60);
  };
  const held = rows.sessions.filter(
    (it) => it.provisionId === provision.id && it.date <= date && it.absenceReason !== 'not-held',
  );
  const sessions = [...Map.groupBy(held, (it) => `${it.date} ${it.startTime ?? ''}`).values()].map((own) => ({
    date: own[0]!.date,
    pence: priceOf(Math.max(...own.map((it) => it.lengthMinutes))),
  }));
  const gone = wholeDays(overlap(spanOf(provision), { start: provision.startDate, end: date }));
  const part = (pence: number) => Math.floor(0.5 + (pence * gone) / wholeDays(spanOf(provision)));
  const bought = resources?.reduce((sum, it) => sum + it.pence, 0) ?? 0;
  const plan = planOf(rows, provision);
  const overheadsPence = part(fixedPence ?? 0) + part(bought);
  return {
    sessions,
    overheadsPence,
    toDatePence: overheadsPence + sessions.reduce((sum, it) => sum + it.pence, 0),
    plannedPence: plan.sessions * priceOf(plan.minutes) + (fixedPence ?? 0) + bought,
  };
}

/** Funding source, first day of the period and category (null: all) → planned, to date, budget. */
export function naiveSpend(rows: SchoolRows, asOf: string): Map<string, (number | null)[]> {
  const autumn = `${asOf.slice(0, 4)}-09-01`;
  const from = Number(asOf.slice(0, 4)) - (asOf < autumn ? 1 : 0);
  const year: Span = { start: `${from}-09-01`, end: `${from + 1}-08-31` };
  const inForce = rows.budgets.filter((it) => it.startDate <= asOf && asOf <= it.endDate);
  const found = new Map<string, (number | null)[]>();
  const add = (source: string | null, { start }: Span, category: string | null, pence: number[]) => {
    const key = `${source} ${start} ${category}`;
    const [planned, toDate, budget] = found.get(key) ?? [0, 0, null];
    found.set(key, [planned! + pence[0]!, toDate! + pence[1]!, budget ?? null]);
  };
  for (const { fundingSourceId, startDate, amountPence } of inForce) {
    found.set(`${fundingSourceId} ${startDate} null`, [0, 0, amountPence]);
  }
  for (const provision of rows.provisions) {
    const { category } = rows.types.get(provision.provisionTypeId)!;
    const lines = provision.funding.length > 0 ? provision.funding : NOBODY;
    lines.forEach(({ fundingSourceId }, line) => {
      const budgets = inForce.filter((it) => it.fundingSourceId === fundingSourceId);
      const periods = budgets.map((it): Span => ({ start: it.startDate, end: it.endDate }));
      for (const period of budgets.length > 0 ? periods : [year]) {
        const spent = spentIn(rows, provision, period, asOf);
        if (!spent) continue;
        const shares = lines.map((it) => it.shareBasisPoints);
        const pence = spent.map((it) => cut(it, shares)[line]!);
        add(fundingSourceId, period, null, pence);
        add(fundingSourceId, period, category, pence);
      }
    });
  }
  return found;
}

const NOBODY = [{ fundingSourceId: null, shareBasisPoints: 10_000 }];

/** Planned and to date of the days of a provision that fall in a period. */
function spentIn(rows: SchoolRows, provision: Provision, period: Span, asOf: string): number[] | null {
  const until = asOf < period.end ? asOf : period.end;
  const before = new Date(Date.parse(period.start) - 86_400_000).toISOString().slice(0, 10);
  const [now, then] = [costOf(rows, provision, until), costOf(rows, provision, before)];
  if (!now || !then) return null;
  const inside = wholeDays(overlap(spanOf(provision), period));
  const planned = cut(now.plannedPence, [inside, wholeDays(spanOf(provision)) - inside])[0]!;
  return [planned, until < period.start ? 0 : now.toDatePence - then.toDatePence];
}

/** Whole pence by weights: rounded down, and what is left goes to the largest remainders, the first of equal ones. */
function cut(pence: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((it) => Math.floor((pence * it) / whole));
  const left = pence - parts.reduce((a, b) => a + b, 0);
  const lucky = weights
    .map((it, i) => ({ i, rest: (pence * it) % whole }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
    .slice(0, left);
  for (const { i } of lucky) parts[i]! += 1;
  return parts;
}
