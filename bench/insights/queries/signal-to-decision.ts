import { academicYear, type Query, type Row } from './asked.ts';

/** The result that a first recommendation's run knew last: by the version that first held it. */
const NEWEST = (table: string) => `(select max(x.since_version) from ${table} x
  where x.owner_id = ? and x.pupil_id = m.pupil_id and x.subject = m.subject and x.since_version <= m.known_version
    and not exists (select 1 from result_history o where o.id = x.id and o.since_version < x.since_version))`;

const SQL = `
with made as (
  select r.id, r.pupil_id, r.subject, r.status, e.started_at, e.known_version
    from recommendation r
    join (select owner_id, id, evaluation_id, since_version,
                 row_number() over (partition by id order by since_version) as place
            from (select owner_id, id, evaluation_id, since_version from recommendation where owner_id = ?
                  union all select owner_id, id, evaluation_id, since_version
                              from recommendation_history where owner_id = ?) every) f on f.id = r.id and f.place = 1
    join evaluation e on e.owner_id = f.owner_id and e.id = f.evaluation_id
   where r.owner_id = ? and e.started_at >= ? and e.started_at < ?),
known as (
  select m.*, ${NEWEST('result')} as newest, ${NEWEST('result_history')} as past,
         row_number() over (order by m.id) as line from made m),
signals as (
  select k.*, case when k.newest is null or k.past > k.newest then k.past else k.newest end as version from known k)
select s.status, s.started_at as startedAt, d.recorded_at as decidedAt,
       coalesce((select max(x.recorded_at) from result x where x.owner_id = ? and x.pupil_id = s.pupil_id
                    and x.subject = s.subject and x.since_version = s.version),
                (select max(x.recorded_at) from result_history x where x.owner_id = ? and x.pupil_id = s.pupil_id
                    and x.subject = s.subject and x.since_version = s.version)) as recordedAt,
       (select min(e.started_at) from evaluation_result v join evaluation e on e.owner_id = v.owner_id
           and e.id = v.evaluation_id and e.mode = 'live'
         where v.owner_id = ? and v.pupil_id = s.pupil_id and e.known_version >= s.version) as usedAt
  from signals s left join decision d on d.recommendation_id = s.id`;

interface Signal {
  readonly status: string;
  readonly startedAt: string;
  readonly usedAt: string | null;
  readonly recordedAt: string | null;
  readonly decidedAt: string | null;
}

/** How long it took from the signal to the decision. */
export const signalToDecision: Query = async ({ driver }, { schoolId, asOf }) => {
  const year = academicYear(asOf);
  const signals = await driver.query<Signal>(SQL, [
    ...[schoolId, schoolId, schoolId, `${year}-09-01`, `${year + 1}-09-01`],
    ...[schoolId, schoolId, schoolId, schoolId, schoolId],
  ]);
  const open = signals.filter((it) => it.status === 'open').length;
  const ended = signals.filter((it) => it.status !== 'open' && it.decidedAt === null).length;
  const used = (it: Signal) => it.usedAt ?? it.startedAt;
  const row = (leg: string, from: (it: Signal) => string | null, to: (it: Signal) => string | null): Row => {
    const hours = signals.flatMap((it) => {
      const [begin, end] = [from(it), to(it)];
      return begin === null || end === null ? [] : [(Date.parse(end) - Date.parse(begin)) / 3_600_000];
    });
    return { leg, academicYear: year, n: hours.length, ...quartiles(hours), open, ended };
  };
  return [
    row('signal-to-evaluation', (it) => it.recordedAt, used),
    row('evaluation-to-decision', used, (it) => it.decidedAt),
    row(
      'signal-to-decision',
      (it) => it.recordedAt,
      (it) => it.decidedAt,
    ),
  ];
};

function quartiles(hours: readonly number[]) {
  const sorted = [...hours].sort((a, b) => a - b);
  const at = (share: number) => {
    if (sorted.length === 0) return null;
    const place = (sorted.length - 1) * share;
    const below = sorted[Math.floor(place)]!;
    return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
  };
  return { lowerQuartile: at(0.25), median: at(0.5), upperQuartile: at(0.75) };
}
