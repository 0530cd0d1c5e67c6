import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
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
import { readAllChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';

const PUPILS = 240;
const SMALL_BATCHES = { ESPALIER_LIMIT_BATCH_LEARNERS: '8' };
const PLUGIN = '@test/slow';
const POLL_MILLIS = 10;

/** Recommends for year 7, and takes some milliseconds for everybody, so that there is a middle to be killed in. */
const SLOW = bundleOf(
  `for (let i = 0; i < 2e6; i++); return learner.yearGroup === "7" ? ${RECOMMEND} : { kind: "noAction" };`,
);

describe.each(DATABASES)('a run that is killed in the middle, on $name', ({ make, name }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  /** Pupils of year 7. */
  let inYear7: Set<string>;

  beforeEach(async () => {
    database = await make();
    server = await startServer(database, SMALL_BATCHES);
    api = await signIn(server);
    school = await makeSchool(api);
    const items = Array.from({ length: PUPILS }, (_, i) =>
      pupilBody(school, {
        enrolment: { ncYear: i % 3 === 0 ? '7' : '8', status: 'C', entryDate: '2025-09-01' },
      }),
    );
    await api.expect(api.post('/api/v1/pupils:batch', { items }));
    const rows = await allOf<{ id: string }>(api, `/api/v1/pupils?schoolId=${school.id}&yearGroup=7`);
    inYear7 = new Set(rows.map((it) => it.id));
    await enableBundle(api, school, PLUGIN, SLOW);
  });

  afterEach(async () => {
    await server.stop();
    await database.drop();
  });

  it('goes on after the next start: nothing lost, nothing doubled, no plugin process left behind', async () => {
    const run = await startRun(api, school);
    await inTheMiddle(run);
    const orphan = (await api.get<Page<{ pid: number | null }>>('/api/v1/plugin-processes')).body.data[0]!
      .pid!;
    await server.kill();
    await gone(orphan);

    server = await startServer(database, SMALL_BATCHES);
    api = await signIn(server);
    await expectWhole(await ended(api, run));

    const again = await ended(api, await startRun(api, school));
    await expectWhole(again);
  });

  it('goes on when only the plugin’s process is killed', async () => {
    const run = await startRun(api, school);
    await inTheMiddle(run);
    const [process_] = (await api.get<Page<{ pid: number | null }>>('/api/v1/plugin-processes')).body.data;
    process.kill(process_!.pid!, 'SIGKILL');
    const over = await ended(api, run);
    expect(over).toMatchObject({ status: 'succeeded', pupils: PUPILS });
    const results = await resultsOf(over);
    expect(new Set(results.map((it) => it.pupilId)).size).toBe(PUPILS);
  });

  it('refuses a second live run of the same policy meanwhile, and lets one start afterwards', async () => {
    const run = await startRun(api, school);
    const second = await api.post<Problem>('/api/v1/evaluations', { schoolId: school.id, mode: 'live' });
    expect(second).toMatchObject({ status: 409, body: { code: 'run-active' } });
    await ended(api, run);
    expect((await ended(api, await startRun(api, school))).status).toBe('succeeded');
  });

  (name === 'SQLite' ? it.skip : it)('two servers share one run', async () => {
    const other = await startServer(database, SMALL_BATCHES);
    try {
      const run = await startRun(api, school);
      // A run on the other server wakes its runner, which then takes batches of both.
      const elsewhere = await signIn(other);
      await startRun(elsewhere, school, { mode: 'dry' });
      await expectWhole(await ended(api, run));
    } finally {
      await other.stop();
    }
  });

  async function inTheMiddle(run: Evaluation): Promise<void> {
    for (;;) {
      const { policies, status } = (await api.get<Evaluation>(`/api/v1/evaluations/${run.id}`)).body;
      if (status !== 'running') throw new Error('The run ended before it could be killed');
      if (policies[0]!.done > 0) return;
      await pause();
    }
  }

  /** One result for each pupil, one recommendation for each of year 7, and a change feed without gaps. */
  async function expectWhole(run: Evaluation): Promise<void> {
    expect(run).toMatchObject({ status: 'succeeded', pupils: PUPILS, policies: [{ done: PUPILS }] });
    expect(run.policies[0]!.counts).toMatchObject({
      recommend: inYear7.size,
      noAction: PUPILS - inYear7.size,
    });
    const results = await resultsOf(run);
    expect(results).toHaveLength(PUPILS);
    expect(new Set(results.map((it) => it.pupilId)).size).toBe(PUPILS);
    const open = await allOf<Recommendation>(api, `/api/v1/recommendations?schoolId=${school.id}`);
    expect(open.map((it) => it.status)).toEqual(Array.from({ length: inYear7.size }, () => 'open'));
    expect(new Set(open.map((it) => it.pupilId))).toEqual(inYear7);
    const versions = (await readAllChanges(api, school)).map((it) => it.version);
    expect(versions).toEqual(versions.map((_, i) => i + 1));
  }

  function resultsOf(run: Evaluation): Promise<EvaluationResult[]> {
    return allOf(api, `/api/v1/evaluations/${run.id}/results?sort=pupilId`);
  }
});

/** Waits until no process has this id. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
}
