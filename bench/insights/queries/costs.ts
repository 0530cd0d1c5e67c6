import type { Limit, Sum } from './asked.ts';

const DAY = 86_400_000;

/** A provision with what its costs are made of. */
export interface Costed {
  readonly id: string;
  readonly category: string;
  readonly startDate: string;
  readonly endDate: string;
  /** All planned sessions, in pence. */
  readonly plannedPence: number;
  /** What is paid whatever is held. */
  readonly overheads: number;
  /** Whether anything of the cost is known. */
  readonly known: boolean;
  readonly funding: readonly { readonly fundingSourceId: string; readonly shareBasisPoints: number }[];
  /** What was held, by day. */
  readonly held: { readonly date: string; readonly pence: number }[];
}

type Stored = Omit<Costed, 'plannedPence' | 'overheads' | 'known' | 'funding' | 'held'> & {
  readonly rate: number | null;
  readonly fixed: number | null;
  readonly resources: string | null;
  readonly funding: string | null;
  readonly plannedPence: Sum;
};

/** What a session of some minutes costs: begun blocks are charged whole, half a penny up. */
const pence = (
  minutes: string,
) => `floor((coalesce(p.rate_per_hour_pence, 0) * coalesce(p.rate_round_up_minutes, 1)
  * ceil(1.0 * (case when ${minutes} < coalesce(p.rate_minimum_minutes, 0) then p.rate_minimum_minutes
  else ${minutes} end) / coalesce(p.rate_round_up_minutes, 1)) + 30) / 60.0)`;

/** The provisions of a school whose days meet a span, with what was held by a day. */
export async function readCosted(
  { driver, days }: Limit,
  schoolId: string,
  [from, to]: readonly [string, string],
  asOf: string,
): Promise<Costed[]> {
  const weeks = `coalesce(p.weeks, case when y.weeks * 7 < ${days('p.end_date')} - ${days('p.start_date')} + 1
    then y.weeks else ceil((${days('p.end_date')} - ${days('p.start_date')} + 1) / 7.0) end)`;
  const [provisions, held] = await Promise.all([
    driver.query<Stored>(
      `select p.id, y.category, p.start_date as startDate, p.end_date as endDate, p.rate_per_hour_pence as rate,
              ${weeks} * coalesce(p.sessions_per_week, y.sessions_per_week)
                * ${pence('coalesce(p.session_minutes, y.minutes)')} as plannedPence,
              p.fixed_pence as fixed, p.resources, p.funding
         from provision p join provision_type y on y.id = p.provision_type_id
        where p.owner_id = ? and p.start_date <= ? and p.end_date >= ?`,
      [schoolId, to, from],
    ),
    driver.query<{ id: string; date: string; pence: Sum }>(
      `select p.id, s.date, sum(${pence('s.minutes')}) as pence
         from (select provision_id, date, start_time, max(length_minutes) as minutes from intervention_session
                where owner_id = ? and date <= ? and (absence_reason is null or absence_reason <> 'not-held')
                group by provision_id, date, start_time) s
         join provision p on p.owner_id = ? and p.id = s.provision_id
        where p.start_date <= ? and p.end_date >= ?
        group by p.id, s.date`,
      [schoolId, asOf, schoolId, to, from],
    ),
  ]);
  const ofProvisions = Map.groupBy(held, (it) => it.id);
  return provisions.map(({ rate, fixed, resources, funding, ...it }) => ({
    ...it,
    plannedPence: Number(it.plannedPence),
    overheads: (fixed ?? 0) + resourcesPence(resources),
    known: rate !== null || fixed !== null || resources !== null,
    funding: funding === null ? [] : (JSON.parse(funding) as Costed['funding']),
    held: (ofProvisions.get(it.id) ?? []).map(({ date, pence: cost }) => ({ date, pence: Number(cost) })),
  }));
}

/** What has been spent by a day: overheads by days, half a penny up. */
export function spentBy({ startDate, endDate, overheads, held }: Costed, date: string): number {
  const whole = daysOf(startDate, endDate);
  const gone = daysOf(startDate, date < endDate ? date : endDate);
  const sessions = held.reduce((sum, it) => sum + (it.date <= date ? it.pence : 0), 0);
  return sessions + Math.floor((2 * overheads * gone + whole) / (2 * whole));
}

/** Days from one to the other, both included. */
export function daysOf(first: string, last: string): number {
  return Math.max(0, (Date.parse(last) - Date.parse(first)) / DAY + 1);
}

/** Whole pence by weights; pence that are left go to the largest remainders, of equal ones to the first. */
export function shared(whole: number, weights: readonly bigint[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map(() => 0);
  const exact = weights.map((it) => it * BigInt(whole));
  const parts = exact.map((it) => Number(it / sum));
  const order = exact
    .map((it, i) => ({ i, left: it % sum }))
    .sort((a, b) => (a.left === b.left ? a.i - b.i : a.left < b.left ? 1 : -1));
  const rest = whole - parts.reduce((a, b) => a + b, 0);
  for (const { i } of order.slice(0, rest)) parts[i]! += 1;
  return parts;
}

function resourcesPence(resources: string | null): number {
  if (resources === null) return 0;
  return (JSON.parse(resources) as { pence: number }[]).reduce((sum, it) => sum + it.pence, 0);
}
