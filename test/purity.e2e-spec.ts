import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  allOf,
  bundleOf,
  enableBundle,
  ended,
  type EvaluationResult,
  RECOMMEND,
  type Recommendation,
  startRun,
} from './support/evaluations.js';
import { makePupil, makeSchool, next, type School } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

/** Answers by how many came before, for a school that sets a threshold; else by its inputs alone. */
const COUNTING = `let count = 0; ${bundleOf(
  `const reason = context.settings.threshold === 81 ? "Number " + ++count : "For the test";
   return { ...${RECOMMEND}, reason };`,
).replace('"use strict"; ', '')}`;

describe.each(DATABASES)('a policy that does not answer by its inputs alone, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let name: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
  });

  beforeEach(async () => {
    school = await makeSchool(api);
    for (let i = 0; i < 3; i++) await makePupil(api, school);
    name = `@test/counting-${next()}`;
    await enableBundle(api, school, name, COUNTING);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const pathOf = (at: School) => `/api/v1/schools/${at.id}/plugins/${encodeURIComponent(name)}`;
  const put = <T>(at: School, settings: object) => {
    const body = { version: '1.0.0', enabled: true, grants: ['yearGroup'], settings };
    return api.send<T>('PUT', pathOf(at), { body });
  };
  const recommendations = () => allOf<Recommendation>(api, `/api/v1/recommendations?schoolId=${school.id}`);

  it('is stopped in its first run: nobody gets an answer, nothing is recommended, the others go on', async () => {
    const quiet = `@test/quiet-${next()}`;
    await enableBundle(api, school, quiet, bundleOf('return { kind: "noAction" };'));
    await api.expect(put(school, { threshold: 81 }));
    const run = await ended(api, await startRun(api, school));
    expect(run).toMatchObject({ status: 'succeeded', pupils: 3 });
    const results = await allOf<EvaluationResult>(api, `/api/v1/evaluations/${run.id}/results?sort=pupilId`);
    for (const it of results) {
      if (it.plugin === quiet) expect(it).toMatchObject({ outcome: 'noneNeeded', reason: null });
      else {
        expect(it).toMatchObject({ plugin: name, outcome: 'notEvaluated', reason: 'impure' });
        expect(it.detail).toContain('got another answer');
      }
    }
    expect(results).toHaveLength(6);
    expect(await recommendations()).toEqual([]);
  });

  it('shows as impure with the reason, cannot be enabled again, and is written down', async () => {
    await api.expect(put(school, { threshold: 81 }));
    await ended(api, await startRun(api, school));
    const stateReason = expect.stringContaining('got another answer') as string;
    expect((await api.get(pathOf(school))).body).toMatchObject({
      enabled: true,
      state: 'impure',
      stateReason,
    });
    const { body } = await api.get<{ versions: object[] }>(`/api/v1/plugins/${encodeURIComponent(name)}`);
    expect(body.versions).toMatchObject([{ state: 'impure', stateReason }]);
    const refused = { status: 409, body: { code: 'plugin-refused' } };
    expect(
      await api.post<Problem>('/api/v1/evaluations', { schoolId: school.id, mode: 'dry' }),
    ).toMatchObject(refused);
    expect(await put<Problem>(school, {})).toMatchObject(refused);
    expect(await put<Problem>(await makeSchool(api), {})).toMatchObject(refused);
    const events = await api.expect(
      api.get<Page<{ action: string; detail: { name?: string } | null }>>('/api/v1/audit-events?sort=-id'),
    );
    const own = events.data.filter((it) => it.detail?.name === name).map((it) => it.action);
    expect(own).toContain('plugin.impure');
  });

  it('what it recommended before stays open and is marked stale', async () => {
    await ended(api, await startRun(api, school));
    const before = await recommendations();
    expect(before.map((it) => it.status)).toEqual(['open', 'open', 'open']);
    await api.expect(put(school, { threshold: 81 }));
    await ended(api, await startRun(api, school));
    const after = await recommendations();
    expect(after.map((it) => it.id)).toEqual(before.map((it) => it.id));
    for (const it of after) {
      expect(it).toMatchObject({ status: 'open', stale: true });
      expect(it.staleReason).toMatch(/^Not evaluated \(impure\): /);
    }
  });

  it('a plugin that is impure for one school runs at no other', async () => {
    const other = await makeSchool(api);
    await makePupil(api, other);
    await api.expect(put(other, {}));
    expect((await ended(api, await startRun(api, other))).policies[0]!.counts).toMatchObject({
      recommend: 1,
    });
    await api.expect(put(school, { threshold: 81 }));
    await ended(api, await startRun(api, school));
    const body = { schoolId: other.id, mode: 'live' };
    expect(await api.post<Problem>('/api/v1/evaluations', body)).toMatchObject({
      status: 409,
      body: { code: 'plugin-refused' },
    });
  });
});
