import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { convertStudents } from './fixtures/uci/convert.js';
import { SCHOOLS } from './fixtures/uci/student-rows.js';
import { type ApiClient, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { allOf } from './support/evaluations.js';
import { makeSchool, makeStaff, type School } from './support/factories.js';
import { type Import, importBody } from './support/import-file.js';
import { release } from './support/insight-factories.js';
import { startServer, type TestServer } from './support/server.js';

const FOLDER = resolve(import.meta.dirname, 'fixtures/uci');
const FILES = {
  mathematics: readFileSync(resolve(FOLDER, 'student-mat.csv'), 'utf8'),
  portuguese: readFileSync(resolve(FOLDER, 'student-por.csv'), 'utf8'),
};
const SUBJECTS = ['mathematics', 'portuguese'] as const;
const NAMES = ['GP', 'MS'] as const;
const YEARS = ['10', '11', '12', '13', '14'] as const;
/** A pass, which `twenty` expects of every year. */
const PASS = 10;

/** A characteristic, the column that it is in, and its two groups: `inside` is the column's value of the first. */
interface CutOf {
  readonly cut: string;
  readonly column: string;
  readonly inside: string;
  readonly group: string;
  readonly other: string;
}

/** School support stands as SEN support: K with it, N without. */
const CUTS: readonly CutOf[] = [
  { cut: 'sex', column: 'sex', inside: 'F', group: 'F', other: 'M' },
  { cut: 'sen', column: 'schoolsup', inside: 'yes', group: 'K', other: 'N' },
];

/**
 * Of girls, and of those with school support, at G3: n, mean, share at the expectation, gap, others, g with its
 * 95 % interval.
 */
const STATED = `
sex GP mathematics 10 | 38  9.5526 0.6053 -3.1746  44 | -0.7248 -1.1728 -0.2768
sex GP mathematics 11 | 54 10.5370 0.7037 -1.0230  50 | -0.2377 -0.6237  0.1483
sex GP mathematics 12 | 50 10.6200 0.6400  0.9256  36 |  0.2129 -0.2167  0.6425
sex GP mathematics 13 | 29  8.7586 0.5517 -0.8128  28 | -0.1471 -0.6671  0.3729
sex GP mathematics 14 | 12  9.0000 0.5833 -1.1250   8 | none
sex GP portuguese 10  | 42 12.1905 0.9524 -0.2641  44 | -0.1283 -0.5516  0.2949
sex GP portuguese 11  | 59 12.9322 1.0000  0.9322  53 |  0.3863  0.0120  0.7607
sex GP portuguese 12  | 74 13.6892 0.9595  1.8985  43 |  0.7111  0.3244  1.0978
sex GP portuguese 13  | 48 13.2083 0.9375  1.0139  36 |  0.3209 -0.1139  0.7558
sex GP portuguese 14  | 14 11.4286 0.9286  0.6286  10 |  0.2984 -0.5175  1.1142
sex MS mathematics 12 |  8  9.6250 0.7500 -2.8750   4 | none
sex MS mathematics 13 | 14 10.5000 0.7143  0.1364  11 |  0.0339 -0.7558  0.8236
sex MS mathematics 14 |  3  8.0000 0.3333  1.1667   6 | none
sex MS portuguese 10  | 15 11.4667 0.7333  0.1939  11 |  0.0862 -0.6922  0.8646
sex MS portuguese 11  | 46 11.7609 0.7391  2.1293  19 |  0.6447  0.0989  1.1906
sex MS portuguese 12  | 39 11.3590 0.7949  1.2285  23 |  0.3659 -0.1534  0.8852
sex MS portuguese 13  | 36 10.5000 0.6944  0.6500  20 |  0.1278 -0.4193  0.6749
sex MS portuguese 14  | 10  7.7000 0.4000 -0.7286   7 | none
sen GP mathematics 10 | 23  8.9130 0.5217 -3.2564  59 | -0.7362 -1.2310 -0.2414
sen GP mathematics 11 | 18 10.2222 0.6111 -0.9755  86 | -0.2259 -0.7348  0.2831
sen GP mathematics 12 |  5  9.8000 0.6000 -0.4593  81 | none
sen GP mathematics 13 |  4  8.2500 0.2500 -0.9764  53 | none
sen GP mathematics 14 |  1 10.0000 1.0000  0.5789  19 | none
sen GP portuguese 10  | 22 11.0000 0.8636 -1.7813  64 | -0.9358 -1.4399 -0.4316
sen GP portuguese 11  | 18 11.7778 0.9444 -0.8499  94 | -0.3486 -0.8549  0.1578
sen GP portuguese 12  |  8 11.5000 0.8750 -1.6009 109 | none
sen GP portuguese 13  |  6 12.0000 1.0000 -0.8333  78 | none
sen GP portuguese 14  |  2 10.0000 1.0000 -1.2727  22 | none
sen MS portuguese 10  |  2 10.5000 0.5000 -0.9583  24 | none
sen MS portuguese 11  |  5 11.2000 0.8000  0.0667  60 | none
sen MS portuguese 12  |  3  9.6667 0.6667 -1.2994  59 | none
sen MS portuguese 13  |  2 11.5000 1.0000  1.2778  54 | none
`;

interface GapRow {
  readonly group: string;
  readonly ncYear: string;
  readonly subject: string;
  readonly n: number;
  readonly mean: number | null;
  readonly judged: number;
  readonly shareAtExpected: number | null;
  readonly gap: number | null;
  readonly others: number;
  readonly effectSize: number | null;
  readonly effectSizeLow: number | null;
  readonly effectSizeHigh: number | null;
  readonly changeSince: string | null;
  readonly meanChange: number | null;
  readonly shareChange: number | null;
  readonly gapChange: number | null;
}

type Period = 'G1' | 'G2' | 'G3';
type StudentRecord = Record<string, string> & { subject: string };

const RECORDS: StudentRecord[] = SUBJECTS.flatMap((subject) =>
  parse<Record<string, string>>(FILES[subject], { columns: true }).map((it) => ({ ...it, subject })),
);

/** One table of one school, and who of it is in the group. */
interface Table extends CutOf {
  readonly school: (typeof NAMES)[number];
  readonly subject: string;
  readonly year: string;
}

/** The tables with somebody in them. */
const TABLES: Table[] = CUTS.flatMap((cut) =>
  NAMES.flatMap((school) =>
    SUBJECTS.flatMap((subject) => YEARS.map((year) => ({ ...cut, school, subject, year }))),
  ),
).filter((it) => recordsOf(it).length > 0);

/** NC year by age: 15 is Year 10, 19 and over Year 14. */
function recordsOf({ school, subject, year }: Omit<Table, keyof CutOf>): StudentRecord[] {
  const ages = year === '14' ? (age: number) => age >= 19 : (age: number) => age === Number(year) + 5;
  return RECORDS.filter((it) => it['school'] === school && it.subject === subject && ages(Number(it['age'])));
}

/** The figures of one side against the other, by the words of the definitions. */
function working(table: Table, group: string, period: Period) {
  const inGroup = (it: StudentRecord) => (it[table.column] === table.inside) === (group === table.group);
  const grades = (own: boolean) =>
    recordsOf(table).flatMap((it) => (inGroup(it) === own ? [Number(it[period])] : []));
  const [own, others] = [grades(true), grades(false)];
  if (own.length === 0) return null;
  const [mean, otherMean] = [meanOf(own), meanOf(others)];
  const gap = mean - otherMean;
  return {
    ...{ n: own.length, mean, others: others.length, gap: others.length === 0 ? null : gap },
    share: own.filter((it) => it >= PASS).length / own.length,
    effect: own.length < 10 || others.length < 10 ? null : hedges(own, others, gap),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, it) => sum + it, 0) / values.length;
}

/** Sums of squares from the squares' own sum: Σx² − (Σx)² ÷ n. */
function squaresOf(values: readonly number[]): number {
  const sum = values.reduce((total, it) => total + it, 0);
  return values.reduce((total, it) => total + it * it, 0) - (sum * sum) / values.length;
}

function hedges(own: readonly number[], others: readonly number[], difference: number) {
  const [n1, n2] = [own.length, others.length];
  const freedom = n1 + n2 - 2;
  const deviation = Math.sqrt((squaresOf(own) + squaresOf(others)) / freedom);
  const g = (difference / deviation) * (1 - 3 / (4 * freedom - 1));
  const half = 1.959964 * Math.sqrt((n1 + n2) / (n1 * n2) + (g * g) / (2 * (n1 + n2)));
  return { g, low: g - half, high: g + half };
}

describe.each(DATABASES)('gaps of 1,044 real pupils, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  const schools = {} as Record<(typeof NAMES)[number], School>;
  const leaders = {} as Record<(typeof NAMES)[number], ApiClient>;
  /** By school, cut and day. */
  const answers = new Map<string, GapRow[]>();

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    for (const name of NAMES) schools[name] = await makeSchool(admin, { ...SCHOOLS[name] });
    const files = convertStudents(FILES);
    for (const subject of SUBJECTS) {
      for (const kind of ['pupils', 'results'] as const) {
        const body = importBody(files[subject][kind], { kind, mode: 'import' });
        const { state } = await admin.expect(admin.post<Import>('/api/v1/imports', body));
        expect(state).toBe('imported');
      }
    }
    await recordSupport();
    for (const name of NAMES) {
      ({ api: leaders[name] } = await makeStaff(server, admin, schools[name], ['leader']));
      await release(admin, { school: schools[name] }, '2026-04-10');
      for (const { cut } of CUTS) {
        for (const asOf of ['2026-04-10', '2026-07-10']) {
          const path = `/api/v1/insights/gaps?schoolId=${schools[name].id}&characteristic=${cut}&asOf=${asOf}`;
          const { data } = await leaders[name].expect(leaders[name].get<{ data: GapRow[] }>(path));
          answers.set(`${name} ${cut} ${asOf}`, data);
        }
      }
    }
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** The column `schoolsup` as a spell of SEN support, or of none, since the start of the year. */
  async function recordSupport(): Promise<void> {
    const ids = new Map<string, string>();
    for (const name of NAMES) {
      const path = `/api/v1/pupils?schoolId=${schools[name].id}`;
      for (const it of await allOf<{ id: string; source: { id: string } }>(admin, path)) {
        ids.set(it.source.id, it.id);
      }
    }
    for (const subject of SUBJECTS) {
      const prefix = subject === 'mathematics' ? 'mat' : 'por';
      const items = RECORDS.filter((it) => it.subject === subject).map((it, i) => ({
        pupilId: ids.get(`${prefix}-${String(i + 1).padStart(4, '0')}`),
        kind: 'sen',
        value: it['schoolsup'] === 'yes' ? 'K' : 'N',
        startDate: '2025-09-01',
      }));
      const body = { items };
      const answer = await admin.expect(
        admin.post<{ refused: number }>('/api/v1/characteristics:batch', body),
      );
      expect(answer.refused).toBe(0);
    }
  }

  const rowOf = ({ school, cut, subject, year }: Table, group: string, asOf: string): GapRow =>
    answers
      .get(`${school} ${cut} ${asOf}`)!
      .find((it) => it.group === group && it.subject === subject && it.ncYear === year)!;

  it('there are tables for those years and subjects in which there are pupils, and no others', () => {
    for (const school of NAMES) {
      for (const { cut } of CUTS) {
        const wanted = TABLES.filter((it) => it.school === school && it.cut === cut);
        const found = answers.get(`${school} ${cut} 2026-07-10`)!;
        expect(new Set(found.map((it) => `${it.subject} ${it.ncYear}`))).toEqual(
          new Set(wanted.map((it) => `${it.subject} ${it.year}`)),
        );
        expect(found.filter((it) => it.group === 'unknown' && it.n !== 0)).toEqual([]);
        const pupils = RECORDS.filter((it) => it['school'] === school).length;
        expect(found.reduce((sum, it) => sum + it.n, 0)).toBe(pupils);
      }
    }
  });

  it.each([
    ['2026-04-10', 'G2'],
    ['2026-07-10', 'G3'],
  ] as const)('as of %s each group has what its column %s gives', (asOf, period) => {
    for (const table of TABLES) {
      for (const group of [table.group, table.other]) {
        const about = `${table.cut} ${group} ${table.school} ${table.subject} ${table.year}`;
        const row = rowOf(table, group, asOf);
        const wanted = working(table, group, period);
        const { n = 0, mean = null, share = null, gap = null, effect = null } = wanted ?? {};
        expect([about, row.n, row.judged]).toEqual([about, n, n]);
        expectClose(about, row.mean, mean);
        expectClose(about, row.shareAtExpected, share);
        expectClose(about, row.gap, gap);
        expectClose(about, row.effectSize, effect?.g ?? null);
        expectClose(about, row.effectSizeLow, effect?.low ?? null);
        expectClose(about, row.effectSizeHigh, effect?.high ?? null);
      }
    }
  });

  it('in July each group’s change is since the release of April', () => {
    for (const table of TABLES) {
      for (const group of [table.group, table.other]) {
        const about = `${table.cut} ${group} ${table.school} ${table.subject} ${table.year}`;
        const row = rowOf(table, group, '2026-07-10');
        const [now, then] = [working(table, group, 'G3'), working(table, group, 'G2')];
        expect([about, row.changeSince]).toEqual([about, '2026-04-10']);
        expectClose(about, row.meanChange, now && then && now.mean - then.mean);
        expectClose(about, row.shareChange, now && then && now.share - then.share);
        const gaps = [now?.gap ?? null, then?.gap ?? null] as const;
        expectClose(about, row.gapChange, gaps[0] === null ? null : gaps[0] - gaps[1]!);
        expect(rowOf(table, group, '2026-04-10').changeSince).toBeNull();
      }
    }
  });

  it('the figures of July are those stated here', () => {
    const spaced = (line: string) => line.replace(/[\s|]+/g, ' ').trim();
    const found = TABLES.flatMap((table) => {
      const { n, mean, shareAtExpected, gap, others, ...row } = rowOf(table, table.group, '2026-07-10');
      if (n === 0) return [];
      const effect = [row.effectSize, row.effectSizeLow, row.effectSizeHigh];
      return [
        [
          ...[table.cut, table.school, table.subject, table.year],
          ...[n, mean?.toFixed(4), shareAtExpected?.toFixed(4), gap?.toFixed(4), others],
          ...(effect[0] === null ? ['none'] : effect.map((it) => it!.toFixed(4))),
        ].join(' '),
      ];
    });
    expect(found).toEqual(STATED.trim().split('\n').map(spaced));
  });
});

function expectClose(about: string, found: number | null, wanted: number | null): void {
  const same = wanted === null ? found === null : found !== null && Math.abs(found - wanted) < 1e-9;
  expect([about, same ? wanted : found]).toEqual([about, wanted]);
}
