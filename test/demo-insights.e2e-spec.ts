import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type ApiClient, type Page, signIn, signInStaff } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { allOf } from './support/evaluations.js';
import { naiveSpend } from './support/naive-costs.js';
import { naiveCoverage, naiveEffects, naiveGaps, naiveStandings, yearsOn } from './support/naive-insights.js';
import { readSchool, type SchoolRows } from './support/school-rows.js';
import { startServer, type TestServer } from './support/server.js';

const ROOT = resolve(import.meta.dirname, '..');
const CLIENT = { id: 'demo', secret: 'demo-secret' };

interface Row {
  readonly [member: string]: string | number | null;
}

describe.each(DATABASES)(
  'insights on the demo school against the same worked out row by row, on $name',
  ({ make }) => {
    let database: TestDatabase;
    let server: TestServer;
    let api: ApiClient;
    let head: ApiClient;
    let schoolId: string;
    let rows: SchoolRows;
    /** The days of the last assessment points and today. */
    let days: string[];

    beforeAll(async () => {
      database = await make();
      await load(database);
      server = await startServer(database);
      api = await signIn(server, CLIENT);
      head = await signInStaff(server, 'head@demo.school', 'demo-head');
      const { data } = await api.expect(api.get<Page<{ id: string }>>('/api/v1/schools?urn=999900'));
      schoolId = data[0]!.id;
      rows = await readSchool(api, schoolId);
      const points = await allOf<{ date: string }>(api, `/api/v1/assessment-points?schoolId=${schoolId}`);
      const today = new Date().toISOString().slice(0, 10);
      const past = points.map((it) => it.date).filter((it) => it <= today);
      days = [...[...new Set(past)].sort().slice(-4), today];
    });

    afterAll(async () => {
      await server.stop();
      await database.drop();
    });

    const ask = async (insight: string, query: string): Promise<Row[]> => {
      const path = `/api/v1/insights/${insight}?schoolId=${schoolId}&${query}`;
      return (await head.expect(head.get<{ data: Row[] }>(path))).data;
    };

    const keyOf = (it: Row) =>
      `${it['ncYear']} ${it['subject']} ${it['framework']} ${it['frameworkVersion']}`;

    async function expectGaps(
      cut: string,
      date: string,
      groups: string[],
      of: ReadonlyMap<string, string | null>,
    ) {
      const naive = naiveGaps(rows, date, groups, (it) => of.get(it) ?? undefined);
      const found = await ask('gaps', `characteristic=${cut}&asOf=${date}`);
      expect(new Set(found.map((it) => `${keyOf(it)} ${it['group']}`))).toEqual(new Set(naive.keys()));
      for (const it of found) {
        const key = `${keyOf(it)} ${it['group']}`;
        const { n, mean, share, gap, others, g, low } = naive.get(key)!;
        expect([key, it['n'], it['others']]).toEqual([key, n, others]);
        const members = ['mean', 'shareAtExpected', 'gap', 'effectSize', 'effectSizeLow'] as const;
        expect([key, ...members.map((member) => nearly(it[member]))]).toEqual([
          key,
          ...[mean, share, gap, g, low].map(nearly),
        ]);
      }
      return found.length;
    }

    it('gaps by sex', async () => {
      for (const date of days)
        expect(await expectGaps('sex', date, ['F', 'M'], rows.sexes)).toBeGreaterThan(50);
    });

    it.each([
      ['the last assessment point', -2],
      ['the one before the summer', -3],
      ['the same table of the year before', 0],
    ])('how gaps by sex have changed since %s', async (_case, place) => {
      const [since, date] = [days.at(place)!, days.at(-1)!];
      const on = (day: string) => naiveGaps(rows, day, ['F', 'M'], (it) => rows.sexes.get(it) ?? undefined);
      const [then, now] = [on(since), on(date)];
      const found = await ask('gaps', `characteristic=sex&asOf=${date}&since=${since}`);
      const less = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);
      for (const it of found) {
        const key = `${keyOf(it)} ${it['group']}`;
        const [before, after] = [then.get(key), now.get(key)!];
        const changes = before && [
          less(after.mean, before.mean),
          less(after.share, before.share),
          less(after.gap, before.gap),
        ];
        expect([key, it['changeSince']]).toEqual([key, before ? since : null]);
        const members = ['meanChange', 'shareChange', 'gapChange'];
        expect([key, ...members.map((member) => nearly(it[member]))]).toEqual([
          key,
          ...(changes ?? [null, null, null]).map(nearly),
        ]);
      }
      expect(found.filter((it) => it['gapChange'] !== null).length).toBeGreaterThan(20);
    });

    it('gaps by SEN', async () => {
      for (const date of days.slice(-2)) {
        const of = new Map<string, string>();
        for (const value of ['N', 'K', 'E']) {
          const path = `/api/v1/pupils?schoolId=${schoolId}&sen=${value}&asOf=${date}`;
          for (const { id } of await allOf<{ id: string }>(api, path)) of.set(id, value);
        }
        expect(await expectGaps('sen', date, ['N', 'K', 'E'], of)).toBeGreaterThan(50);
      }
    });

    it('how pupils stand on their trajectories, by year', async () => {
      for (const date of days) {
        const standings = naiveStandings(rows, date);
        const found = await ask('trajectory-status', `asOf=${date}`);
        const tables = Map.groupBy(standings, (it) => `${it.ncYear} ${it.subject} ${it.framework}`);
        const judged = found.filter((it) => it['measure'] === 'judgement');
        expect(new Set(judged.map(keyOf))).toEqual(new Set(tables.keys()));
        for (const it of found) expectCount(it, tables.get(keyOf(it))!);
      }
    });

    it('how they stand, by group', async () => {
      const date = days.at(-1)!;
      const standings = naiveStandings(rows, date);
      const found = await ask('trajectory-status', `by=group&asOf=${date}`);
      expect(found.length).toBeGreaterThan(20);
      for (const it of found) {
        const group = rows.groups.find(({ id }) => id === it['groupId'])!;
        expect(['teaching', 'registration']).toContain(group.kind);
        const members = rows.members.filter(
          ({ groupId, startDate, endDate }) =>
            groupId === group.id && startDate <= date && (endDate === null || endDate >= date),
        );
        const pupils = new Set(members.map(({ pupilId }) => pupilId));
        const table = standings.filter(
          ({ pupilId, subject, framework }) =>
            pupils.has(pupilId) &&
            subject === it['subject'] &&
            framework === `${it['framework']} ${it['frameworkVersion']}` &&
            (group.subject === null || group.subject === subject),
        );
        expectCount(it, table);
      }
    });

    it('in one subject and year there are the same figures and no others', async () => {
      const date = days.at(-1)!;
      for (const insight of ['trajectory-status', 'coverage']) {
        const all = await ask(insight, `asOf=${date}`);
        const [{ subject, ncYear }] = all as [Row];
        const own = await ask(insight, `asOf=${date}&subject=${subject}&ncYear=${ncYear}`);
        expect(own).toEqual(all.filter((it) => it['subject'] === subject && it['ncYear'] === ncYear));
        expect(own.length).toBeGreaterThan(0);
        expect(own.length).toBeLessThan(all.length);
      }
    });

    it('who is supported of those below', async () => {
      const date = days.at(-1)!;
      const naive = naiveCoverage(rows, date);
      const found = await ask('coverage', `asOf=${date}`);
      const counted = found.filter((it) => it['n'] !== 0);
      expect(
        new Map(
          counted.map((it) => [
            `${it['ncYear']} ${it['subject']} ${it['measure']} ${it['value']}`,
            [it['n'], it['of']],
          ]),
        ),
      ).toEqual(naive);
      for (const it of found) expect(it['share']).toBeCloseTo(Number(it['n']) / Number(it['of']), 12);
    });

    it('what is spent, to the penny', async () => {
      for (const date of days) {
        const naive = [...naiveSpend(rows, date)].filter(
          ([, [planned, toDate, budget]]) => planned! + toDate! > 0 || budget !== null,
        );
        const found = await ask('spend', `asOf=${date}`);
        const spent = found.filter(
          (it) => it['plannedPence'] !== 0 || it['toDatePence'] !== 0 || it['budgetPence'] !== null,
        );
        expect(spent.length).toBeGreaterThan(1);
        expect(
          new Map(
            spent.map((it) => [
              `${it['fundingSourceId']} ${it['periodStart']} ${it['category']}`,
              [it['plannedPence'], it['toDatePence'], it['budgetPence']],
            ]),
          ),
        ).toEqual(new Map(naive));
        for (const it of spent.filter(({ budgetPence }) => budgetPence !== null)) {
          const { budgetPence: budget, plannedPence: planned, toDatePence: toDate } = it;
          expect([it['uncommittedPence'], it['unspentPence']]).toEqual([
            Number(budget) - Number(planned),
            Number(budget) - Number(toDate),
          ]);
        }
      }
    });

    it('what pupils gained in provision', async () => {
      for (const date of days) {
        const naive = naiveEffects(rows, date);
        const found = await ask('provision-effect', `asOf=${date}`);
        const kindOf = (it: Row) =>
          `${it['provisionType']} ${it['framework']} ${it['frameworkVersion']} ${it['dosage']}`;
        expect(new Set(found.map(kindOf))).toEqual(new Set(naive.keys()));
        for (const it of found) {
          const { mean, half, meanCost, ...counts } = naive.get(kindOf(it))!;
          expect(it).toMatchObject(counts);
          expect([
            kindOf(it),
            ...['meanGain', 'gainLow', 'gainHigh'].map((member) => nearly(it[member])),
          ]).toEqual([kindOf(it), ...[mean, half && mean! - half, half && mean! + half].map(nearly)]);
          // The product hands out whole pence, so that each place is less than a penny off its share.
          if (meanCost !== null) expect(Math.abs(Number(it['meanCostPence']) - meanCost)).toBeLessThan(1);
          const known = meanCost !== null && mean !== null && mean > 0;
          expect(it['costPerPointPence'] !== null).toBe(known);
          if (known) expect(it['costPerPointPence']).toBeCloseTo(Number(it['meanCostPence']) / mean, 6);
        }
      }
    });

    it('there is enough of everything for these to say something', () => {
      const date = days.at(-1)!;
      expect(yearsOn(rows, date).size).toBeGreaterThan(200);
      expect(days.some((it) => naiveCoverage(rows, it).size > 0)).toBe(true);
      expect([...naiveEffects(rows, date).values()].some((it) => it.n > 2)).toBe(true);
      expect(rows.sessions.length).toBeGreaterThan(100);
      expect(rows.provisions.some((it) => it.funding.length > 1)).toBe(true);
    });

    function expectCount(
      it: Row,
      table: readonly { readonly standing: string; readonly stale: boolean }[],
    ): void {
      const judged = table.filter(({ standing }) => !['noResult', 'notJudged'].includes(standing));
      const fresh = it['measure'] === 'freshness';
      const own = fresh
        ? judged.filter(({ stale }) => stale === (it['value'] === 'stale'))
        : table.filter(({ standing }) => standing === it['value']);
      const about = `${keyOf(it)} ${it['groupName'] ?? ''} ${it['measure']} ${it['value']}`;
      expect([about, it['n'], it['of']]).toEqual([about, own.length, fresh ? judged.length : table.length]);
    }
  },
);

/** To eight digits after the point, so that two ways of adding up may differ in the last of sixteen. */
function nearly(value: string | number | null | undefined): string | null {
  return value === null || value === undefined
    ? null
    : Number(value).toFixed(8).replace('-0.00000000', '0.00000000');
}

async function load({ url }: TestDatabase): Promise<void> {
  const child = spawn(process.execPath, [resolve(ROOT, 'dist/demo.js'), '--size', 'smoke'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: url },
    stdio: 'ignore',
  });
  await once(child, 'close');
  expect(child.exitCode).toBe(0);
}
