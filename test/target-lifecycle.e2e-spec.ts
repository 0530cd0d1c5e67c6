import { letAgree } from './support/assessment-factories.js';
import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, next, type School, targetBody } from './support/factories.js';
import { readAllChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';

interface Value {
  date: string;
  value: number | null;
  grade: string | null;
  points: number;
}
interface Target {
  id: string;
  pupilId: string;
  baseline: Value;
  target: Omit<Value, 'date'>;
  due: string;
  checkpoints: Value[];
  status: string;
  statusReason: string | null;
  version: number;
}
interface BatchAnswer {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  outcomes: { status: number; id?: string; code?: string }[];
}

const PATH = '/api/v1/targets';

describe.each(DATABASES)('the life of targets on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const post = (body: Record<string, unknown>, client = api) => client.post<Target & Problem>(PATH, body);

  /** Adds a target of a pupil of its own. */
  const set = async (members: Record<string, unknown> = {}) =>
    post(targetBody(await makePupil(api, school), members));

  /** Makes a draft an agreed target, as a program does after the pupil has agreed. */
  const agreeTo = async (path: string) => {
    await letAgree(api, school, { id: path.slice(PATH.length + 1) });
    await api.expect(api.patch(path, { status: 'agreed' }));
  };

  const batch = (items: readonly unknown[], query = '') =>
    api.expect(api.post<BatchAnswer>(`${PATH}:batch${query}`, { items }));

  const find = async (id: string) => (await api.get<Target>(`${PATH}/${id}`)).body;

  const versionOf = async (at: School) => (await readAllChanges(api, at)).at(-1)?.version ?? 0;

  it('a pupil has one active target in a subject and framework', async () => {
    const pupil = await makePupil(api, school);
    const first = await post(targetBody(pupil));
    expect(await post(targetBody(pupil))).toMatchObject({ status: 409, body: { code: 'duplicate' } });
    expect(await post(targetBody(pupil, { subject: 'reading' }))).toMatchObject({ status: 201 });
    expect(await post(targetBody(pupil, { framework: { key: 'percentage' } }))).toMatchObject({
      status: 201,
    });
    const draft = await post(targetBody(pupil, { status: 'draft' }));
    expect(draft).toMatchObject({ status: 201, body: { status: 'draft' } });

    const path = `${PATH}/${draft.body.id}`;
    await agreeTo(path);
    expect(await api.patch<Problem>(path, { status: 'active' })).toMatchObject({
      status: 409,
      body: { code: 'duplicate' },
    });
    await api.expect(api.patch(`${PATH}/${first.body.id}`, { status: 'withdrawn' }));
    expect(await api.patch<Target>(path, { status: 'active' })).toMatchObject({
      status: 200,
      body: { status: 'active' },
    });
  });

  it('of two active targets at once one is set', async () => {
    for (let round = 0; round < 5; round += 1) {
      const body = targetBody(await makePupil(api, school));
      const answers = await Promise.all([post(body), post(body)]);
      expect(answers.map((it) => it.status).sort()).toEqual([201, 409]);
      expect(answers.find((it) => it.status === 409)!.body.code).toBe('duplicate');
    }
  });

  it('of two drafts that become active at once one does', async () => {
    const pupil = await makePupil(api, school);
    const paths: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const draft = await post(targetBody(pupil, { status: 'draft' }));
      paths.push(`${PATH}/${draft.body.id}`);
      await agreeTo(paths[i]!);
    }
    const answers = await Promise.all(paths.map((path) => api.patch<Problem>(path, { status: 'active' })));
    expect(answers.map((it) => it.status).sort()).toEqual([200, 409]);
  });

  it('it goes from draft to agreed to active to met, and no other way', async () => {
    const { body: made } = await set({ status: 'draft' });
    const path = `${PATH}/${made.id}`;
    const refused = { status: 409, body: { code: 'transition-refused' } };
    const go = (status: string) => api.patch<Target & Problem>(path, { status });
    expect(await go('active')).toMatchObject(refused);
    expect(await go('met')).toMatchObject(refused);
    expect(await go('agreed')).toMatchObject(refused);
    await letAgree(api, school, made);
    expect(await go('agreed')).toMatchObject({ status: 200, body: { status: 'agreed' } });
    expect(await go('draft')).toMatchObject(refused);
    expect(await go('active')).toMatchObject({ status: 200 });
    const met = await api.patch<Target>(path, { status: 'met', statusReason: 'Reached in the summer test' });
    expect(met.body).toMatchObject({ status: 'met', statusReason: 'Reached in the summer test' });
    expect(await go('withdrawn')).toMatchObject(refused);
    expect(await go('gone')).toMatchObject({ status: 400 });
    expect(await find(made.id)).toEqual(met.body);
  });

  it('what it aims at changes in a draft, member by member, and then no more', async () => {
    const { body: made } = await set({ status: 'draft' });
    const path = `${PATH}/${made.id}`;
    const changed = await api.patch<Target>(path, {
      baseline: { value: 11 },
      target: { value: 14 },
      checkpoints: [{ date: '2026-04-01', value: 12 }],
    });
    expect(changed.body).toMatchObject({
      baseline: { date: '2026-01-09', value: 11 },
      target: { value: 14 },
      checkpoints: [{ date: '2026-04-01', value: 12 }],
    });
    for (const [patch, pointer] of [
      [{ target: { value: 10 } }, '/target'],
      [{ due: '2026-03-01' }, '/checkpoints/0/date'],
      [{ due: null }, '/due'],
      [{ baseline: null }, '/baseline'],
      [{ subject: 'reading' }, '/subject'],
    ] as const) {
      expect(await api.patch<Problem>(path, patch)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer }] },
      });
    }
    expect(await api.patch<Problem>(path, { due: '2026-07-17' }, `"${made.version}"`)).toMatchObject({
      status: 412,
    });
    expect(await find(made.id)).toEqual(changed.body);
    await agreeTo(path);
    for (const patch of [{ target: { value: 15 } }, { due: '2026-07-17' }, { challenge: 'More' }]) {
      expect(await api.patch<Problem>(path, patch)).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      });
    }
    expect(await api.patch(path, { target: { value: 14 }, checkpoints: changed.body.checkpoints })).toEqual(
      expect.objectContaining({ status: 400 }),
    );
    expect(await api.patch(path, { target: { value: 14 } })).toMatchObject({ status: 200 });
  });

  it('a batch sets each target once, and by source again without doubling', async () => {
    const items = await Promise.all(
      Array.from({ length: 30 }, async () =>
        targetBody(await makePupil(api, school), { source: { system: 'mis', id: `t-${next()}` } }),
      ),
    );
    expect(await batch(items)).toMatchObject({ created: 30, refused: 0 });
    const version = await versionOf(school);
    expect(await batch(items, '?match=source')).toMatchObject({ created: 0, unchanged: 30 });
    expect(await versionOf(school)).toBe(version);
    const plain = await batch(items);
    expect(plain.outcomes.map((it) => it.code)).toEqual(items.map(() => 'duplicate'));

    const atomic = await batch(
      [targetBody(await makePupil(api, school)), { ...items[0], source: undefined }],
      '?atomic=true',
    );
    expect(atomic.outcomes.map((it) => it.status)).toEqual([424, 409]);
    expect(atomic.created).toBe(0);
  });

  it('by source a draft changes, and what an active target aims at does not', async () => {
    const source = { system: 'mis', id: `t-${next()}` };
    const pupil = await makePupil(api, school);
    const checkpoints = [{ date: '2026-04-01', value: 11 }];
    const draft = targetBody(pupil, { source, status: 'draft', checkpoints });
    const first = await batch([draft]);
    const id = first.outcomes[0]!.id!;
    const { checkpoints: _left, ...out } = draft;
    const higher: Record<string, unknown> = { ...out, target: { value: 13 } };
    expect(await batch([higher, higher], '?match=source')).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await find(id)).toMatchObject({ target: { value: 13 }, checkpoints });
    await agreeTo(`${PATH}/${id}`);
    expect(await batch([{ ...higher, status: 'active' }], '?match=source')).toMatchObject({ updated: 1 });
    expect(await find(id)).toMatchObject({ status: 'active' });

    const { status: _status, ...active } = higher;
    expect(await batch([active], '?match=source')).toMatchObject({ unchanged: 1 });
    const answer = await batch(
      [
        { ...active, target: { value: 14 } },
        { ...active, status: 'draft' },
        targetBody(await makePupil(api, school), { source }),
      ],
      '?match=source',
    );
    expect(answer.outcomes.map((it) => it.code)).toEqual(['conflict', 'transition-refused', 'duplicate']);
    expect(await find(id)).toMatchObject({ target: { value: 13 }, status: 'active' });
  });
});
