import { hostilePlugins } from './hostile/corpus.js';
import { type ApiClient, type Page, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  allOf,
  bundleOf,
  enableBundle,
  ended,
  type Evaluation,
  type EvaluationResult,
  startRun,
} from './support/evaluations.js';
import { makePupil, makeSchool, type School } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

const PLUGINS = hostilePlugins();
const OTHERS = 4;
const QUIET = '@hostile/quiet';

/** The corpus attacks when it sees a learner of year 13, so that the others show what else it cost. */
describe.each(DATABASES)('hostile plugins, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let target: string;
  let run: Evaluation;
  let meanwhile: number[];
  const results = new Map<string, EvaluationResult[]>();

  beforeAll(async () => {
    database = await make();
    // Time enough to run out of memory, however busy the machine is.
    server = await startServer(database, {
      ESPALIER_LIMIT_BATCH_GRACE_MILLIS: '8000',
      ESPALIER_LIMIT_RESIDENT_MB: '160',
      ESPALIER_LIMIT_REQUESTS_PER_MINUTE: '1000000',
    });
    api = await signIn(server);
    school = await makeSchool(api);
    for (let i = 0; i < OTHERS; i++) await makePupil(api, school);
    const enrolment = { ncYear: '13', status: 'C', entryDate: '2025-09-01' };
    target = (await makePupil(api, school, { enrolment })).id;
    for (const { name, bundle } of PLUGINS) await enableBundle(api, school, `@hostile/${name}`, bundle);
    await enableBundle(api, school, QUIET, bundleOf('return { kind: "noAction" };'));

    const started = await startRun(api, school);
    const over = ended(api, started).then((it) => (run = it));
    meanwhile = await askUntil(over);
    for (const result of await allOf<EvaluationResult>(
      api,
      `/api/v1/evaluations/${run.id}/results?sort=pupilId`,
    )) {
      results.set(result.plugin, [...(results.get(result.plugin) ?? []), result]);
    }
  }, 420_000);

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('the run ends, and every other request was answered meanwhile', () => {
    expect(run).toMatchObject({ status: 'succeeded', pupils: OTHERS + 1 });
    expect(meanwhile.length).toBeGreaterThan(10);
    expect(new Set(meanwhile)).toEqual(new Set([200]));
  });

  it.each(PLUGINS)('$name: $tries; gets $gets, and only the pupil concerned', ({ name, gets }) => {
    const own = results.get(`@hostile/${name}`)!;
    expect(own).toHaveLength(OTHERS + 1);
    const concerned = own.find((it) => it.pupilId === target)!;
    if (gets === 'noAction') expect(concerned.outcome).toBe('noneNeeded');
    else expect(concerned).toMatchObject({ outcome: 'notEvaluated', reason: gets });
    expect(own.filter((it) => it !== concerned).map((it) => it.outcome)).toEqual(
      Array.from({ length: OTHERS }, () => 'noneNeeded'),
    );
    expect(concerned.detail ?? '').not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });

  it('the well-behaved plugin after them evaluates everyone', () => {
    expect(results.get(QUIET)!.map((it) => it.outcome)).toEqual(
      Array.from({ length: OTHERS + 1 }, () => 'noneNeeded'),
    );
  });

  it('nothing was recommended, and nothing but lines of JSON was logged', async () => {
    const list = await api.get<Page<unknown>>(`/api/v1/recommendations?schoolId=${school.id}&count=true`);
    expect(list.body.page.total).toBe(0);
    const [, ...logged] = server.output().split('\n');
    for (const line of logged) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  /** Asks for the school, one request after the other, until the run is over: the status of each answer. */
  async function askUntil(over: Promise<unknown>): Promise<number[]> {
    const statuses: number[] = [];
    let going = true as boolean;
    void over.finally(() => (going = false));
    while (going) statuses.push((await api.get(`/api/v1/schools/${school.id}`)).status);
    await over;
    return statuses;
  }
});
