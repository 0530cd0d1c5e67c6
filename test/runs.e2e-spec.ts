import { type ApiClient, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  allOf,
  bundleOf,
  enableBundle,
  ended,
  type Evaluation,
  type EvaluationResult,
  RECOMMEND,
  type Recommendation,
  startRun,
} from './support/evaluations.js';
import { makeSchool, pupilBody, type School } from './support/factories.js';
import { readRows } from './support/read-rows.js';
import { startServer, type TestServer } from './support/server.js';

const PLUGIN = '@test/always';
const BATCHES = { ESPALIER_LIMIT_BATCH_LEARNERS: '10' };

describe.each(DATABASES)('runs, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;

  beforeEach(async () => {
    database = await make();
    server = await startServer(database, BATCHES);
    api = await signIn(server);
    school = await makeSchool(api);
  });

  afterEach(async () => {
    await server.stop();
    await database.drop();
  });

  it('of a school with nobody on roll end with nobody counted', async () => {
    await recommendFor(0);
    const run = await ended(api, await startRun(api, school));
    expect(run).toMatchObject({ status: 'succeeded', pupils: 0, policies: [{ done: 0 }] });
    expect(await ended(api, await startRun(api, school))).toMatchObject({ status: 'succeeded' });
  });

  it('take 1,900 chosen pupils, and nobody else', async () => {
    const ids = await recommendFor(1_901);
    const chosen = ids.slice(1);
    const run = await ended(api, await startRun(api, school, { pupilIds: chosen, mode: 'dry' }));
    expect(run).toMatchObject({ status: 'succeeded', pupils: 1_900 });
    const results = await resultsOf(run);
    expect(results.map((it) => it.pupilId)).toEqual(chosen.toSorted());
  });

  it('of a server that is asked to stop go on after the next start, and nothing is complained of', async () => {
    await recommendFor(200, 'for (let i = 0; i < 5e6; i++);');
    const run = await startRun(api, school);
    await untilDone(run, 10);
    await server.stop();
    expect(server.output()).not.toMatch(/"level":[56]0/);
    const [left] = await readRows<{ n: number }>(
      database,
      `select count(*) as n from evaluation_batch where state = 'claimed'`,
    );
    expect(left!.n).toBe(0);

    server = await startServer(database, BATCHES);
    api = await signIn(server);
    const over = await ended(api, run);
    expect(over).toMatchObject({ status: 'succeeded', policies: [{ done: 200 }] });
    expect(new Set((await resultsOf(over)).map((it) => it.pupilId)).size).toBe(200);
    expect(await recommendations()).toHaveLength(200);
  });

  it('go on where a pupil is removed in the middle', async () => {
    const ids = await recommendFor(200, 'for (let i = 0; i < 5e6; i++);');
    const gone = ids.toSorted().at(-1)!;
    const run = await startRun(api, school);
    await untilDone(run, 10);
    await remove(gone);
    const over = await ended(api, run);
    expect(over).toMatchObject({ status: 'succeeded', pupils: 200, policies: [{ done: 200 }] });
    const concerned = (await resultsOf(over)).find((it) => it.pupilId === gone);
    expect(concerned).toMatchObject({ outcome: 'notEvaluated', reason: 'removed' });
    expect((await recommendations()).map((it) => it.pupilId).sort()).toEqual(ids.toSorted().slice(0, -1));
  });

  /** Adds pupils, and a plugin that recommends for each of them. */
  async function recommendFor(pupils: number, before = ''): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < pupils) {
      const items = Array.from({ length: Math.min(1_000, pupils - ids.length) }, () => pupilBody(school));
      const body = await api.expect(
        api.post<{ outcomes: { id: string }[] }>('/api/v1/pupils:batch', { items }),
      );
      ids.push(...body.outcomes.map((it) => it.id));
    }
    await enableBundle(api, school, PLUGIN, bundleOf(`${before} return ${RECOMMEND};`));
    return ids;
  }

  async function untilDone(run: Evaluation, pupils: number): Promise<void> {
    const path = `/api/v1/evaluations/${run.id}`;
    while ((await api.expect(api.get<Evaluation>(path))).policies[0]!.done < pupils);
  }

  async function remove(pupilId: string): Promise<void> {
    const spells = await allOf<{ id: string }>(api, `/api/v1/pupils/${pupilId}/enrolments?sort=id`);
    for (const path of [
      ...spells.map(({ id }) => `/api/v1/pupils/${pupilId}/enrolments/${id}`),
      `/api/v1/pupils/${pupilId}`,
    ]) {
      const etag = (await api.get(path)).headers.get('etag')!;
      expect(await api.send('DELETE', path, { headers: { 'if-match': etag } })).toMatchObject({
        status: 204,
      });
    }
  }

  function recommendations(): Promise<Recommendation[]> {
    return allOf(api, `/api/v1/recommendations?schoolId=${school.id}`);
  }

  function resultsOf(run: Evaluation): Promise<EvaluationResult[]> {
    return allOf(api, `/api/v1/evaluations/${run.id}/results?sort=pupilId`);
  }
});
