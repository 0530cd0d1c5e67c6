import { type ApiClient, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient } from './support/factories.js';
import {
  type Cohort,
  type CohortPupil,
  grade,
  joinCohort,
  makeCohort,
  release,
} from './support/insight-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Cell {
  readonly group: string;
  readonly status: string;
  readonly figuresOf: string;
  readonly n: number | null;
  readonly mean: number | null;
  readonly gap: number | null;
  readonly others: number | null;
}

type Tables = Record<string, Cell[]>;
const CUTS = ['sex', 'sen', 'pupilPremium', 'fsmDisadvantage'] as const;
const WINTER = '2026-01-09';
const SPRING = '2026-04-10';

/**
 * 40 pupils. SEN support: 3, an EHC plan: 8. Pupil premium: 14, of whom 12 are disadvantaged by free meals: the two
 * between would follow from the difference of the two tables.
 */
const PUPILS: CohortPupil[] = Array.from({ length: 40 }, (_, i) => ({
  name: `p${i}`,
  sex: i % 2 === 0 ? 'F' : 'M',
  grade: 4 + ((i * 7) % 15),
  characteristics: {
    sen: i >= 37 ? 'K' : i >= 29 ? 'E' : 'N',
    pupilPremium: i < 14 ? 'yes' : 'no',
    fsmDisadvantage: i < 12 ? 'yes' : 'no',
  },
}));

describe.each(DATABASES)('somebody who may see no pupil subtracts, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let cohort: Cohort & { readonly ids: Map<string, string> };
  let analyst: ApiClient;
  let winter: Tables;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    cohort = (await makeCohort(admin, PUPILS, WINTER)) as typeof cohort;
    analyst = await makeClient(server, admin, ['insights:read', 'sensitive:read'], [cohort.school.id]);
    await release(admin, cohort, WINTER);
    winter = await read();
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const read = async (): Promise<Tables> => {
    const tables: Tables = {};
    for (const cut of CUTS) {
      const path = `/api/v1/insights/gaps?schoolId=${cohort.school.id}&characteristic=${cut}`;
      tables[cut] = (await analyst.expect(analyst.get<{ data: Cell[] }>(path))).data;
    }
    return tables;
  };
  const sum = (cells: readonly Cell[]) => ({
    n: cells.reduce((all, it) => all + (it.n ?? 0), 0),
    points: cells.reduce((all, it) => all + (it.n ?? 0) * (it.mean ?? 0), 0),
  });
  const pointsOf = (from: number, to: number) =>
    PUPILS.slice(from, to).reduce((all, it) => all + it.grade!, 0);

  it('from the total of one table and the shown cells of another: what is left is five or more', () => {
    const total = sum(winter['sex']!);
    expect(total).toEqual({ n: 40, points: expect.closeTo(pointsOf(0, 40), 9) });
    for (const cut of CUTS) {
      const left = total.n - sum(winter[cut]!).n;
      const hidden = winter[cut]!.filter((it) => it.n === null);
      expect([cut, left === 0 || left >= 5, hidden.length !== 1]).toEqual([cut, true, true]);
    }
    expect(winter['sen']!.map((it) => [it.group, it.status])).toEqual([
      ['N', 'shown'],
      ['K', 'small'],
      ['E', 'complement'],
      ['unknown', 'shown'],
    ]);
  });

  it('from two characteristics, one within the other: the two pupils between are not in reach', () => {
    expect(winter['pupilPremium']!.map((it) => it.status)).toEqual(['shown', 'shown', 'shown']);
    expect(winter['fsmDisadvantage']!.map((it) => [it.group, it.status])).toEqual([
      ['yes', 'differencing'],
      ['no', 'differencing'],
      ['unknown', 'shown'],
    ]);
  });

  it('from gaps: no mean of a hidden cell follows from what its others are', () => {
    for (const cut of CUTS) {
      for (const cell of winter[cut]!.filter((it) => it.gap !== null)) {
        const others = winter[cut]!.filter((it) => it !== cell && it.group !== 'unknown');
        expect(others.filter((it) => it.n === null).length).not.toBe(1);
      }
    }
  });

  it('from two releases: one who joins changes no figure that speaks of one', async () => {
    await joinCohort(
      admin,
      cohort,
      [
        {
          name: 'new',
          sex: 'F',
          grade: 20,
          characteristics: { sen: 'N', pupilPremium: 'no', fsmDisadvantage: 'no' },
        },
      ],
      WINTER,
    );
    await release(admin, cohort, WINTER);
    const again = await read();
    for (const cut of CUTS) {
      expect([cut, again[cut]!.map(({ n, mean }) => [n, mean])]).toEqual([
        cut,
        winter[cut]!.map(({ n, mean }) => [n, mean]),
      ]);
    }
    expect(again['sex']!.find((it) => it.group === 'F')!.status).toBe('held');
  });

  it('from two releases: one corrected result changes no figure either', async () => {
    const path = `/api/v1/results?pupilId=${cohort.ids.get('p20')!}`;
    const { data } = await admin.expect(admin.get<{ data: { id: string }[] }>(path));
    await admin.expect(admin.post(`/api/v1/results/${data[0]!.id}/corrections`, { value: 0 }));
    await release(admin, cohort, WINTER);
    const again = await read();
    for (const cut of CUTS) {
      expect(again[cut]!.map(({ n, mean }) => [n, mean])).toEqual(
        winter[cut]!.map(({ n, mean }) => [n, mean]),
      );
    }
  });

  it('when everybody has a new result, cells whose pupils are the same are shown anew, others as they were', async () => {
    await grade(admin, cohort, new Map(PUPILS.map((it) => [it.name, 10])), SPRING);
    await grade(admin, cohort, new Map([['new', 18]]), SPRING);
    await release(admin, cohort, SPRING);
    const spring = await read();
    const [f, m] = spring['sex']!;
    expect([f!.status, f!.n, f!.figuresOf]).toEqual(['held', 20, WINTER]);
    expect([m!.status, m!.n, m!.mean, m!.figuresOf]).toEqual(['shown', 20, 10, SPRING]);
  });

  it('what was released once is the same for ever', async () => {
    const { data } = await analyst.expect(
      analyst.get<{ data: { assessmentPointId: string; date: string; number: number }[] }>(
        `/api/v1/insights/releases?schoolId=${cohort.school.id}&sort=number`,
      ),
    );
    expect(data.map((it) => [it.number, it.date])).toEqual([
      [1, WINTER],
      [2, WINTER],
      [3, WINTER],
      [4, SPRING],
    ]);
    const path = `/api/v1/insights/gaps?schoolId=${cohort.school.id}&characteristic=sex`;
    const point = `&assessmentPointId=${data[0]!.assessmentPointId}`;
    const { data: cells } = await analyst.expect(analyst.get<{ data: Cell[] }>(path + point));
    expect(cells.map(({ n, mean }) => [n, mean])).toEqual(winter['sex']!.map(({ n, mean }) => [n, mean]));
  });
});
