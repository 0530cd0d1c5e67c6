import type { Query } from './asked.ts';
import { standings, standingsOf } from './standings.ts';

const STANDINGS = ['above', 'on', 'below', 'noResult', 'notJudged'];

interface Counted {
  readonly ncYear: string;
  readonly subject: string;
  readonly framework: string;
  readonly frameworkVersion: number;
  readonly standing: string;
  readonly stale: number;
  readonly n: number;
}

/** Judgements and their freshness by year. A judgement is stale after 180 days. */
export const trajectoryStatus: Query = async (limit, { schoolId, asOf }) => {
  const counted = await limit.driver.query<Counted>(
    `select s.nc_year as ncYear, s.subject, f.framework_key as framework, f.framework_version as frameworkVersion,
            s.standing, coalesce(${limit.days('?')} - ${limit.days('s.latest')} > 180, 0) as stale, count(*) as n
       from ${standings(limit)} s join framework f on f.id = s.framework_id
      group by s.nc_year, s.subject, f.framework_key, f.framework_version, s.standing, stale`,
    [asOf, ...standingsOf(schoolId, asOf)],
  );
  const tables = Map.groupBy(counted, (it) =>
    [it.ncYear, it.subject, it.framework, it.frameworkVersion].join(),
  );
  return [...tables.values()].flatMap((table) => {
    const { ncYear, subject, framework, frameworkVersion } = table[0]!;
    const about = { ncYear, subject, framework, frameworkVersion, status: null, figuresOf: asOf };
    const judged = table.filter((it) => it.standing !== 'noResult' && it.standing !== 'notJudged');
    const row = (measure: string, value: string, own: readonly Counted[], all: readonly Counted[]) => ({
      ...{ ...about, measure, value, n: sum(own), of: sum(all), groupId: null, groupName: null },
    });
    return [
      ...STANDINGS.map((value) =>
        row(
          'judgement',
          value,
          table.filter((it) => it.standing === value),
          table,
        ),
      ),
      ...(judged.length === 0 ? [] : ['fresh', 'stale']).map((value) =>
        row(
          'freshness',
          value,
          judged.filter((it) => (it.stale === 1) === (value === 'stale')),
          judged,
        ),
      ),
    ];
  });
};

function sum(counted: readonly Counted[]): number {
  return counted.reduce((all, it) => all + it.n, 0);
}
