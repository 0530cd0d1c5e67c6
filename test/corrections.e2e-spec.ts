import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { frameworkBody, makePupil, makeSchool, next, resultBody, type School } from './support/factories.js';
import { readAllChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';

interface Result {
  id: string;
  pupilId: string;
  date: string;
  value: number | null;
  grade: string | null;
  outcome: string | null;
  points: number | null;
  flag: string | null;
  framework: { key: string; version: number };
  attainment: string | null;
  corrects: string | null;
  supersededBy: string | null;
  source: { system: string; id: string } | null;
  version: number;
}
interface BatchAnswer {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  outcomes: { status: number; id?: string; code?: string; errors?: { pointer: string; code: string }[] }[];
}

const PATH = '/api/v1/results';

describe.each(DATABASES)('corrections and batches of results on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let pupil: { id: string };

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    pupil = await makePupil(api, school);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const add = (members: Record<string, unknown> = {}) =>
    api.post<Result & Problem>(PATH, resultBody(pupil, members));

  const correct = (id: string, members: Record<string, unknown>) =>
    api.post<Result & Problem>(`${PATH}/${id}/corrections`, members);

  const find = async (id: string) => (await api.get<Result>(`${PATH}/${id}`)).body;

  const list = (query: string, client = api) => client.expect(client.get<Page<Result>>(`${PATH}?${query}`));

  const batch = (items: readonly unknown[], query = '') =>
    api.expect(api.post<BatchAnswer>(`${PATH}:batch${query}`, { items }));

  const versionOf = async (at: School) => (await readAllChanges(api, at)).at(-1)?.version ?? 0;

  it('a correction takes the place of a result, which stays and is corrected no more', async () => {
    const source = { system: 'mis', id: `r-${next()}` };
    const { body: first } = await add({ source, flag: 'possibly-not-assessed', value: 0 });
    const second = await correct(first.id, { value: 11, flag: null });
    expect(second).toMatchObject({
      status: 201,
      body: { value: 11, points: 11, flag: null, source, corrects: first.id, supersededBy: null },
    });
    expect(second.headers.get('location')).toBe(`${PATH}/${second.body.id}`);
    expect(await find(first.id)).toMatchObject({ value: 0, supersededBy: second.body.id, source });
    expect(await correct(first.id, { value: 12 })).toMatchObject({ status: 409, body: { code: 'conflict' } });

    const third = await correct(second.body.id, { value: null, outcome: 'absent', date: '2026-04-13' });
    expect(third.body).toMatchObject({ value: null, outcome: 'absent', points: null, date: '2026-04-13' });
    expect(third.body).toMatchObject({ corrects: second.body.id, source });
    const query = `sourceSystem=mis&sourceId=${source.id}`;
    expect((await list(query)).data).toEqual([third.body]);
    expect((await list(`${query}&includeSuperseded=true&sort=id`)).data.map((it) => it.id)).toEqual(
      [first.id, second.body.id, third.body.id].sort(),
    );
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['says nothing new', { value: 12 }, '', 'nothing-corrected'],
    ['says nothing', {}, '', 'nothing-corrected'],
    ['goes out of range', { value: 21 }, '/value', 'value-out-of-range'],
    [
      'names another pupil',
      { pupilId: '01900000-0000-7000-8000-00000000dead' },
      '/pupilId',
      'unknown-member',
    ],
    ['takes the date away', { date: null }, '/date', 'iso-date'],
    [
      'changes the framework only, which cannot hold the value',
      { framework: { key: 'gcse-9-1' } },
      '/value',
      'value-not-allowed',
    ],
  ])('a correction that %s is refused', async (_case, members, pointer, code) => {
    const { body: result } = await add();
    const before = await versionOf(school);
    const { status, body } = await correct(result.id, members);
    expect([status, body.errors?.[0]?.pointer, body.errors?.[0]?.code]).toEqual([400, pointer, code]);
    expect(await versionOf(school)).toBe(before);
  });

  it('of two corrections at once one is taken', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { body: result } = await add();
      const answers = await Promise.all([
        correct(result.id, { value: 13 }),
        correct(result.id, { value: 14 }),
      ]);
      expect(answers.map((it) => it.status).sort()).toEqual([201, 409]);
      const taken = answers.find((it) => it.status === 201)!;
      expect(await find(result.id)).toMatchObject({ supersededBy: taken.body.id });
    }
  });

  it('a correction of a stale read is refused, and a repeated key corrects once', async () => {
    const { body: result } = await add();
    const path = `${PATH}/${result.id}/corrections`;
    expect(await api.post<Problem>(path, { value: 13 }, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
    });
    const headers = { 'idempotency-key': `correction-${next()}` };
    const first = await api.post<Result>(path, { value: 13 }, headers);
    expect(await api.post<Result>(path, { value: 13 }, headers)).toMatchObject({
      status: 201,
      body: first.body,
    });
  });

  it('1,000 results in a batch: once, again without doubling, and one that changed is corrected', async () => {
    const at = await makeSchool(api);
    const pupils = await Promise.all(Array.from({ length: 5 }, () => makePupil(api, at)));
    const items = Array.from({ length: 1000 }, (_, i) =>
      resultBody(pupils[i % 5]!, {
        date: `2026-0${1 + (i % 6)}-10`,
        value: i % 21,
        source: { system: 'mis', id: `batch-${i}` },
      }),
    );
    expect(await batch(items, '?match=source')).toMatchObject({ created: 1000, refused: 0 });
    const version = await versionOf(at);
    expect(await batch(items, '?match=source')).toMatchObject({ created: 0, unchanged: 1000 });
    expect(await versionOf(at)).toBe(version);

    const changed = items.with(7, { ...items[7], value: 20 });
    const answer = await batch(changed, '?match=source');
    expect(answer).toMatchObject({ created: 0, updated: 1, unchanged: 999, refused: 0 });
    const correction = await find(answer.outcomes[7]!.id!);
    expect(correction).toMatchObject({ value: 20, source: { id: 'batch-7' } });
    expect(await find(correction.corrects!)).toMatchObject({ value: 7, supersededBy: correction.id });
    const total = async (query: string) =>
      (await list(`schoolId=${at.id}&limit=1&count=true${query}`)).page.total;
    expect(await total('')).toBe(1000);
    expect(await total('&includeSuperseded=true')).toBe(1001);
    expect(await batch(items)).toMatchObject({ created: 0, refused: 1000 });
  });

  it('each item of a batch is judged on its own, also against those before it', async () => {
    const source = { system: 'mis', id: `r-${next()}` };
    const items = [
      resultBody(pupil, { source }),
      resultBody(pupil, { source, value: 13 }),
      resultBody(pupil, { source, value: 13 }),
      resultBody(pupil, { value: 21 }),
      { pupilId: pupil.id },
    ];
    const plain = await batch(items);
    expect(plain.outcomes.map((it) => it.status)).toEqual([201, 409, 409, 400, 400]);
    const matched = await batch(items, '?match=source');
    expect(matched.outcomes.map((it) => it.status)).toEqual([200, 200, 200, 400, 400]);
    expect(matched).toMatchObject({ unchanged: 2, updated: 1, refused: 2 });
    const { data } = await list(`sourceSystem=mis&sourceId=${source.id}&includeSuperseded=true`);
    expect(data).toHaveLength(2);
  });

  it('an atomic batch with one bad item stores nothing', async () => {
    const before = await versionOf(school);
    const answer = await batch([resultBody(pupil), resultBody(pupil, { value: 21 })], '?atomic=true');
    expect(answer).toMatchObject({ created: 0, refused: 2 });
    expect(answer.outcomes.map((it) => it.status)).toEqual([424, 400]);
    expect(await versionOf(school)).toBe(before);
  });

  it('writers of the same source keys at once leave one current result of each', async () => {
    const items = Array.from({ length: 40 }, () =>
      resultBody(pupil, { source: { system: 'sync', id: `s-${next()}` } }),
    );
    const answers = await Promise.all(
      [12, 13, 14, 15].map((value) =>
        batch(
          items.map((it) => ({ ...it, value })),
          '?match=source',
        ),
      ),
    );
    expect(answers.map((it) => it.refused)).toEqual([0, 0, 0, 0]);
    const { data } = await list(`pupilId=${pupil.id}&sourceSystem=sync&limit=500`);
    expect(data.map((it) => it.source!.id).sort()).toEqual(
      items.map((it) => (it['source'] as { id: string }).id).sort(),
    );
  });

  it('the same body says the same after its framework has got a newer version', async () => {
    const body = frameworkBody(school);
    await api.expect(api.post('/api/v1/frameworks', body));
    const source = { system: 'mis', id: `r-${next()}` };
    const item = resultBody(pupil, { framework: { key: body['key'] }, value: 33, source });
    expect(await batch([item])).toMatchObject({ created: 1 });
    await api.expect(api.post('/api/v1/frameworks', body));
    expect(await batch([item], '?match=source')).toMatchObject({ unchanged: 1 });
    const moved = { ...item, framework: { key: body['key'], version: 2 } };
    const answer = await batch([moved], '?match=source');
    expect(answer).toMatchObject({ updated: 1 });
    expect((await find(answer.outcomes[0]!.id!)).framework.version).toBe(2);
  });

  it('what a body leaves out of a result that is there already stays', async () => {
    const source = { system: 'mis', id: `r-${next()}` };
    const item = resultBody(pupil, { source });
    expect(await batch([{ ...item, flag: 'possibly-not-assessed' }])).toMatchObject({ created: 1 });
    expect(await batch([item], '?match=source')).toMatchObject({ unchanged: 1 });
    const answer = await batch([{ ...item, flag: null }], '?match=source');
    expect(answer).toMatchObject({ updated: 1 });
    expect((await find(answer.outcomes[0]!.id!)).flag).toBeNull();
  });

  it('a result that was recorded for the wrong pupil moves to the right one', async () => {
    const right = await makePupil(api, school);
    const source = { system: 'mis', id: `r-${next()}` };
    await batch([resultBody(pupil, { source })]);
    expect(await batch([resultBody(right, { source })], '?match=source')).toMatchObject({ updated: 1 });
    const { data } = await list(`sourceSystem=mis&sourceId=${source.id}`);
    expect(data.map((it) => it.pupilId)).toEqual([right.id]);
  });
});
