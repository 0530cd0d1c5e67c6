import { tQuantile975 } from '../../../src/insights/statistics/t-interval.ts';
import type { Limit, Query, Row, Sum } from './asked.ts';
import { type Costed, daysOf, readCosted, shared, spentBy } from './costs.ts';

interface Place {
  readonly id: string;
  readonly provisionId: string | null;
  readonly provisionType: string;
  readonly framework: string;
  readonly frameworkVersion: number;
  readonly direction: number;
  readonly gained: number | null;
  readonly expected: number | null;
  readonly minutes: Sum | null;
  readonly plannedMinutes: Sum | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
}

interface Measured extends Place {
  readonly dosage: string;
  readonly pence: number | null;
}

const DOSAGES = ['half-or-more', 'under-half', 'unknown'];

/** What pupils gained in provision beyond what their targets expected. */
export const provisionEffect: Query = async (limit, { schoolId, asOf }) => {
  const [places, provisions, held] = await Promise.all([
    readMeasured(limit, schoolId, asOf),
    readCosted(limit, schoolId, ['0000-00-00', '9999-99-99'], asOf),
    limit.driver.query<Held>(HELD, [schoolId]),
  ]);
  const costed = new Map(provisions.map((it) => [it.id, it]));
  const pence = new Map<string, number>();
  for (const [id, own] of Map.groupBy(held, (it) => it.provisionId))
    placePence(costed.get(id)!, own, asOf, pence);
  const measured = places.map((it): Measured => {
    const planned = plannedMinutes(it, costed.get(it.provisionId ?? ''));
    const share = it.minutes === null || planned === 0 ? null : Number(it.minutes) / planned;
    const dosage = share === null ? 'unknown' : share < 0.5 ? 'under-half' : 'half-or-more';
    return { ...it, dosage, pence: pence.get(it.id) ?? null };
  });
  const kinds = Map.groupBy(measured, (it) => [it.provisionType, it.framework, it.frameworkVersion].join());
  return [...kinds.values()].flatMap((own) =>
    DOSAGES.flatMap((dosage) =>
      rowOf(
        dosage,
        own.filter((it) => it.dosage === dosage),
      ),
    ),
  );
};

function readMeasured({ driver, days }: Limit, schoolId: string, asOf: string): Promise<Place[]> {
  const line = (
    date: string,
  ) => `(case when ${date} >= t.due then t.target else t.baseline + (t.target - t.baseline)
    * (${days(date)} - ${days('t.baseline_date')}) / (${days('t.due')} - ${days('t.baseline_date')}) end)`;
  return driver.query<Place>(
    `select i.id, i.provision_id as provisionId, i.provision_type_key as provisionType, i.start_date as startDate,
            i.end_date as endDate, f.framework_key as framework, f.framework_version as frameworkVersion, f.direction,
            case when i.exit_date <= ? then i.exit_measure - i.entry_measure end as gained, t.expected, s.minutes,
            coalesce(p.session_minutes, y.minutes) * coalesce(p.sessions_per_week, y.sessions_per_week)
              * coalesce(p.weeks, case when y.weeks * 7 < ${days('p.end_date')} - ${days('p.start_date')} + 1
                then y.weeks else ceil((${days('p.end_date')} - ${days('p.start_date')} + 1) / 7.0) end)
              as plannedMinutes
       from intervention i
       join framework f on f.id = i.measure_framework_id
       left join provision p on p.owner_id = i.owner_id and p.id = i.provision_id
       left join provision_type y on y.id = p.provision_type_id
       left join (select intervention_id, sum(case when attended = 1 then minutes else 0 end) as minutes
                    from intervention_session where owner_id = ? and date <= ?
                   group by intervention_id) s on s.intervention_id = i.id
       left join (
         select i.id, ${line('i.exit_date')} - ${line('i.entry_date')} as expected,
                row_number() over (partition by i.id
                  order by case when t.id = i.target_id then 0 else 1 end, t.baseline_date desc) as place
           from intervention i
           join target t on t.owner_id = i.owner_id and t.pupil_id = i.pupil_id
                and t.framework_id = i.measure_framework_id and (i.subject is null or i.subject = t.subject)
                and t.baseline_date <= i.entry_date and t.status in ('agreed', 'active', 'met', 'missed')
          where i.owner_id = ? and i.exit_date <= ?) t on t.id = i.id and t.place = 1
      where i.owner_id = ? and i.status in ('active', 'reviewed', 'closed') and i.entry_measure is not null
        and i.entry_date <= ?`,
    [asOf, schoolId, asOf, schoolId, asOf, schoolId, asOf],
  );
}

interface Held {
  readonly id: string;
  readonly provisionId: string;
  readonly start: string;
  readonly end: string;
}

/** The days on which pupils held their places; none where one ended before it began. */
const HELD = `select * from (
  select i.id, i.provision_id as provisionId,
         case when i.start_date > p.start_date then i.start_date else p.start_date end as start,
         case when i.ended_on < p.end_date and i.ended_on < coalesce(i.end_date, p.end_date) then i.ended_on
              when i.end_date < p.end_date then i.end_date else p.end_date end as end
    from intervention i join provision p on p.owner_id = i.owner_id and p.id = i.provision_id
   where i.owner_id = ? and i.status in ('agreed', 'active', 'reviewed', 'closed')) h
  where h.start <= h.end order by h.id`;

/** Minutes planned for a place: its days' part of the provision's, half a minute up. */
function plannedMinutes(
  { plannedMinutes: all, startDate, endDate }: Place,
  provision: Costed | undefined,
): number {
  if (!provision) return 0;
  const [first, last] = [provision.startDate, provision.endDate];
  const start = startDate !== null && startDate > first ? startDate : first;
  const end = endDate !== null && endDate < last ? endDate : last;
  const whole = daysOf(first, last);
  return Math.floor((2 * Number(all) * daysOf(start, end) + whole) / (2 * whole));
}

/** What each place has cost by a day: of each day's overheads and sessions its share among those there. */
function placePence(it: Costed, places: readonly Held[], asOf: string, pence: Map<string, number>): void {
  if (!it.known) return;
  const until = asOf < it.endDate ? asOf : it.endDate;
  const whole = daysOf(it.startDate, it.endDate);
  // Every number of pupils at once divides it.
  const unit = places.reduce((a, _, i) => leastCommon(a, i + 1), 1);
  const weights = [...places, null].map(() => 0);
  const spans = places.map((one) => [dayOf(one.start), dayOf(one.end)] as const);
  const add = (day: number, weight: number) => {
    const there = spans.flatMap(([start, end], i) => (start <= day && day <= end ? [i] : []));
    for (const i of there.length > 0 ? there : [places.length])
      weights[i]! += (weight * unit) / (there.length || 1);
  };
  for (let day = dayOf(it.startDate); day <= dayOf(until); day++) add(day, it.overheads);
  for (const { date, pence: cost } of it.held) add(dayOf(date), cost * whole);
  const parts = shared(spentBy(it, until), weights.map(BigInt));
  for (const [i, { id }] of places.entries()) pence.set(id, parts[i]!);
}

function dayOf(date: string): number {
  return Date.parse(date) / 86_400_000;
}

function rowOf(dosage: string, own: readonly Measured[]): Row[] {
  if (own.length === 0) return [];
  const { provisionType, framework, frameworkVersion, direction } = own[0]!;
  const measured = own.filter((it) => it.gained !== null && it.expected !== null);
  const gains = measured.map((it) => direction * (it.gained! - it.expected!));
  const n = gains.length;
  const mean = n === 0 ? null : gains.reduce((a, b) => a + b, 0) / n;
  const squares = gains.reduce((sum, it) => sum + (it - mean!) ** 2, 0);
  const half = n < 2 ? null : tQuantile975(n - 1) * Math.sqrt(squares / (n - 1) / n);
  const costs = measured.flatMap((it) => (it.pence === null ? [] : [it.pence]));
  const cost = costs.length === 0 ? null : costs.reduce((a, b) => a + b, 0) / costs.length;
  return [
    {
      ...{ provisionType, framework, frameworkVersion, dosage, places: own.length, n, meanGain: mean },
      gainLow: half === null ? null : mean! - half,
      gainHigh: half === null ? null : mean! + half,
      noExit: own.filter((it) => it.gained === null).length,
      noTarget: own.filter((it) => it.gained !== null && it.expected === null).length,
      meanCostPence: cost,
      costPerPointPence:
        cost !== null && mean !== null && mean > 0 && costs.length === n ? cost / mean : null,
    },
  ];
}

function leastCommon(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
