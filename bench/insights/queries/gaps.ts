import { ACTUAL, BY_STATUS, ON_ROLL, type Query, type Row, type Sum } from './asked.ts';

const GROUPS = ['N', 'K', 'E', 'unknown'];

const SQL = `
with latest as (
  select pupil_id, subject, framework_id, date, avg(points) as points from (
    select r.pupil_id, r.subject, r.framework_id, r.date, r.points,
           rank() over (partition by r.pupil_id, r.subject, r.framework_id order by r.date desc, ${BY_STATUS}) as place
      from result r
     where r.owner_id = ? and r.date <= ? and ${ACTUAL}
       and r.pupil_id in (select e.pupil_id from enrolment e where e.owner_id = ? and ${ON_ROLL})) ranked
   where place = 1 group by pupil_id, subject, framework_id, date),
judged as (
  select e.nc_year, l.subject, l.framework_id, f.framework_key, f.framework_version, f.direction, l.points,
         coalesce(c.value, 'unknown') as grp,
         f.direction * (l.points - json_extract(f.expectations, concat('$."', (
           select t.nc_year from enrolment t where t.owner_id = e.owner_id and t.pupil_id = l.pupil_id
              and t.entry_date <= l.date and (t.leaving_date is null or t.leaving_date >= l.date)
            order by t.entry_date limit 1), '"'))) as beyond
    from latest l
    join enrolment e on e.owner_id = ? and e.pupil_id = l.pupil_id and ${ON_ROLL}
    join framework f on f.id = l.framework_id
    left join characteristic c on c.owner_id = e.owner_id and c.pupil_id = l.pupil_id and c.kind = 'sen'
         and c.start_date <= ? and (c.end_date is null or c.end_date >= ?))
select nc_year as ncYear, subject, framework_key as framework, framework_version as frameworkVersion, direction,
       grp as groupKey, count(*) as n, sum(points) as total, sum(points * points) as squares, count(beyond) as judged,
       sum(case when beyond >= 0 then 1 else 0 end) as atExpected
  from judged group by nc_year, subject, framework_key, framework_version, direction, grp`;

interface Sums {
  readonly n: number;
  readonly total: number;
  readonly squares: number;
  readonly judged: number;
  readonly atExpected: number;
}

interface Group extends Sums {
  readonly ncYear: string;
  readonly subject: string;
  readonly framework: string;
  readonly frameworkVersion: number;
  readonly direction: number;
  readonly groupKey: string;
}

const NOBODY: Sums = { n: 0, total: 0, squares: 0, judged: 0, atExpected: 0 };

/** Gaps by special educational need. */
export const gaps: Query = async ({ driver }, { schoolId, asOf }) => {
  const groups = (
    await driver.query<Omit<Group, 'judged' | 'atExpected'> & { judged: Sum; atExpected: Sum }>(SQL, [
      ...[schoolId, asOf, schoolId, asOf, asOf, schoolId, asOf, asOf, asOf, asOf],
    ])
  ).map((it) => ({ ...it, judged: Number(it.judged), atExpected: Number(it.atExpected) }));
  const tables = Map.groupBy(groups, (it) =>
    [it.ncYear, it.subject, it.framework, it.frameworkVersion].join(),
  );
  return [...tables.values()].flatMap((table) => GROUPS.map((group) => rowOf(table, group, asOf)));
};

function rowOf(table: readonly Group[], group: string, asOf: string): Row {
  const { ncYear, subject, framework, frameworkVersion, direction } = table[0]!;
  const own = table.find((it) => it.groupKey === group) ?? NOBODY;
  const rest = table.filter(
    (it) => it.groupKey !== group && it.groupKey !== 'unknown' && group !== 'unknown',
  );
  const others = rest.reduce<Sums>(
    (sum, it) => ({
      ...sum,
      n: sum.n + it.n,
      total: sum.total + it.total,
      squares: sum.squares + it.squares,
    }),
    NOBODY,
  );
  const mean = own.n === 0 ? null : own.total / own.n;
  const gap = mean === null || others.n === 0 ? null : mean - others.total / others.n;
  const effect = gap === null ? null : hedges(own, others, gap);
  return {
    ...{ characteristic: 'sen', group, ncYear, subject, framework, frameworkVersion, direction },
    ...{ status: null, figuresOf: asOf, n: own.n, mean, judged: own.judged },
    shareAtExpected: own.judged === 0 ? null : own.atExpected / own.judged,
    ...{ gap, others: others.n },
    effectSize: effect?.g ?? null,
    effectSizeLow: effect?.low ?? null,
    effectSizeHigh: effect?.high ?? null,
    ...{ changeSince: null, meanChange: null, shareChange: null, gapChange: null },
  };
}

/** Hedges' g with its 95 % interval, from sums. */
function hedges(a: Sums, b: Sums, gap: number): { g: number; low: number; high: number } | null {
  if (a.n < 10 || b.n < 10) return null;
  const freedom = a.n + b.n - 2;
  const spread = (it: Sums) => it.squares - it.total ** 2 / it.n;
  const deviation = Math.sqrt(Math.max(0, spread(a) + spread(b)) / freedom);
  if (deviation < 1e-6) return null;
  const g = (gap / deviation) * (1 - 3 / (4 * freedom - 1));
  const half = 1.959964 * Math.sqrt((a.n + b.n) / (a.n * b.n) + g ** 2 / (2 * (a.n + b.n)));
  return { g, low: g - half, high: g + half };
}
