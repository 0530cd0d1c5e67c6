import type { Query, Row } from './asked.ts';
import { standings, standingsOf } from './standings.ts';

const SUPPORT = ['intervention', 'planOnly', 'uncovered'];
const FEATURES = [
  ...['teaching-and-learning', 'target-setting-and-tracking', 'focused-assessment', 'intervention'],
  ...[
    'pupil-grouping',
    'learning-environment',
    'curriculum-organisation',
    'extended-curriculum',
    'wider-needs',
  ],
];

interface Counted {
  readonly ncYear: string;
  readonly subject: string;
  /** Of the fitting interventions, with commas. */
  readonly features: string | null;
  readonly planned: number;
  readonly n: number;
}

/** How pupils below trajectory are supported, by year and subject. */
export const coverage: Query = async (limit, { schoolId, asOf }) => {
  const counted = await limit.driver.query<Counted>(
    `select nc_year as ncYear, subject, features, planned, count(*) as n from (
       select b.nc_year, b.subject,
              (select group_concat(distinct y.feature) from intervention i
                 join provision_type y on y.id = i.provision_type_id
                where i.owner_id = ? and i.pupil_id = b.pupil_id and i.status in ('agreed', 'active')
                  and (i.subject is null or i.subject = b.subject)) as features,
              exists (select 1 from plan p where p.owner_id = ? and p.pupil_id = b.pupil_id and p.status = 'open'
                  and (p.subjects is null or instr(p.subjects, concat('"', b.subject, '"')) > 0)) as planned
         from (select distinct s.nc_year, s.pupil_id, s.subject from ${standings(limit)} s
                where s.standing = 'below') b) supported
      group by nc_year, subject, features, planned`,
    [schoolId, schoolId, ...standingsOf(schoolId, asOf)],
  );
  const tables = Map.groupBy(counted, (it) => `${it.ncYear} ${it.subject}`);
  return [...tables.values()].flatMap((table) => rowsOf(table, asOf));
};

function rowsOf(table: readonly Counted[], asOf: string): Row[] {
  const { ncYear, subject } = table[0]!;
  const of = count(table, () => true);
  const row = (measure: string, value: string, n: number): Row => ({
    ...{ ncYear, subject, measure, value, status: null, figuresOf: asOf, n, of, share: n / of },
  });
  return [
    ...SUPPORT.map((value) =>
      row(
        'support',
        value,
        count(table, (it) => supportOf(it) === value),
      ),
    ),
    ...FEATURES.map((value) =>
      row(
        'feature',
        value,
        count(table, (it) => it.features?.split(',').includes(value) ?? false),
      ),
    ),
  ];
}

function supportOf({ features, planned }: Counted): string {
  if (features !== null) return 'intervention';
  return planned === 1 ? 'planOnly' : 'uncovered';
}

function count(table: readonly Counted[], counts: (it: Counted) => boolean): number {
  return table.reduce((sum, it) => sum + (counts(it) ? it.n : 0), 0);
}
