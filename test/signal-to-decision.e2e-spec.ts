import { type ApiClient, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  allOf,
  bundleOf,
  enableBundle,
  ended,
  RECOMMEND,
  type Recommendation,
  startRun,
} from './support/evaluations.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  makeStaff,
  resultBody,
  type School,
} from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';
import { writeRows } from './support/write-rows.js';

interface Delay {
  readonly leg: string;
  readonly n: number | null;
  readonly lowerQuartile: number | null;
  readonly median: number | null;
  readonly upperQuartile: number | null;
  readonly open: number | null;
  readonly ended: number | null;
}
type Name = 'Ada' | 'Ben' | 'Cai' | 'Dot' | 'Eve' | 'Fay';

/** Recommends for Year 7, and for no other year. */
const YEAR_7 = bundleOf(`return learner.yearGroup === "7" ? ${RECOMMEND} : { kind: "noAction" };`);
const ACCEPT = { outcome: 'accept', reason: 'Agreed.', startDate: '2026-09-14' };
const AMEND = { outcome: 'amend', reason: 'One to one.', provisionType: 'small-group-catch-up', wave: 3 };
const DISMISS = { outcome: 'dismiss', reason: 'Was ill.' };

describe.each(DATABASES)('time from signal to decision, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let school: School;
  let senco: ApiClient;
  const ids = new Map<Name, string>();

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    school = await makeSchool(admin);
    ({ api: senco } = await makeStaff(server, admin, school));
    await enableBundle(admin, school, '@test/year-7', YEAR_7);
    for (const name of ['Ada', 'Ben', 'Cai', 'Dot', 'Eve', 'Fay'] as const) {
      const enrolment = { ncYear: name === 'Eve' ? '8' : '7', status: 'C', entryDate: '2025-09-01' };
      ids.set(name, (await makePupil(admin, school, { enrolment })).id);
    }

    // Nobody was told of these days when they were: what the server wrote down as now is put back to them.
    await record('Ada', '2026-04-01 08:00');
    await record('Ben', '2026-04-01 20:00');
    await record('Cai', '2026-03-30 08:00');
    await record('Eve', '2026-04-01 08:00');
    await record('Fay', '2026-04-02 02:00');
    await evaluate(['Ada', 'Ben', 'Cai', 'Eve', 'Fay'], '2026-04-02 08:00');
    await record('Dot', '2026-04-03 08:00');
    // Eve goes to Year 7 and is recommended for; Fay leaves it, and what was recommended for her is over.
    await moveTo('Eve', '7');
    await moveTo('Fay', '8');
    await evaluate(['Dot', 'Eve', 'Fay'], '2026-04-06 08:00');
    await decide('Ada', ACCEPT, '2026-04-04 08:00');
    await decide('Ben', DISMISS, '2026-04-09 08:00');
    await decide('Dot', AMEND, '2026-04-06 20:00');
    await decide('Eve', ACCEPT, '2026-04-07 08:00');
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** A result in reading, recorded at a time. */
  async function record(name: Name, at: string): Promise<void> {
    const body = resultBody({ id: ids.get(name)! }, { subject: 'reading', date: '2026-03-27' });
    const { id } = await admin.expect(admin.post<{ id: string }>('/api/v1/results', body));
    await putBack('result', 'recorded_at', id, at);
  }

  async function evaluate(names: readonly Name[], at: string): Promise<void> {
    const run = await startRun(admin, school, { pupilIds: names.map((it) => ids.get(it)!) });
    expect(await ended(admin, run)).toMatchObject({ status: 'succeeded', pupils: names.length });
    await putBack('evaluation', 'started_at', run.id, at);
  }

  async function moveTo(name: Name, ncYear: string): Promise<void> {
    const path = `/api/v1/pupils/${ids.get(name)!}/enrolments`;
    const [spell] = await allOf<{ id: string }>(admin, `${path}?sort=id`);
    await admin.expect(admin.patch(`${path}/${spell!.id}`, { ncYear }));
  }

  async function decide(name: Name, body: Record<string, unknown>, at: string): Promise<void> {
    const path = `/api/v1/recommendations?pupilId=${ids.get(name)!}`;
    const [recommendation, ...others] = await allOf<Recommendation>(admin, path);
    expect(others).toEqual([]);
    const decisions = `/api/v1/recommendations/${recommendation!.id}/decisions`;
    const { id } = await senco.expect(senco.post<{ id: string }>(decisions, body));
    await putBack('decision', 'recorded_at', id, at);
  }

  function putBack(table: string, column: string, id: string, at: string): Promise<void> {
    const instant = `${at.replace(' ', 'T')}:00.000Z`;
    return writeRows(database, `update ${table} set ${column} = '${instant}' where id = '${id}'`);
  }

  const delays = async (api: ApiClient, query = '&academicYear=2025') => {
    const path = `/api/v1/insights/signal-to-decision?schoolId=${school.id}${query}`;
    return (await api.expect(api.get<{ data: Delay[] }>(path))).data.map((it) => [
      ...[it.leg, it.n, it.lowerQuartile, it.median, it.upperQuartile, it.open, it.ended],
    ]);
  };

  it('is in hours what the days between result, evaluation and decision give', async () => {
    // To the evaluation: Fay 6, Ben 12, Ada 24, Eve 24 (the first run used her result), Cai 72, Dot 72.
    // To the decision: Dot 12, Ada 48, Eve 120, Ben 168. In all: Ada 72, Dot 84, Eve 144, Ben 180.
    // Quartiles lie a quarter and three quarters of the way from the first to the last.
    expect(await delays(senco)).toEqual([
      ['signal-to-evaluation', 6, 12 + 12 / 4, 24, 24 + (72 - 24) * 0.75, 1, 1],
      ['evaluation-to-decision', 4, 12 + 36 * 0.75, (48 + 120) / 2, 120 + 48 / 4, 1, 1],
      ['signal-to-decision', 4, 72 + 12 * 0.75, (84 + 144) / 2, 144 + 36 / 4, 1, 1],
    ]);
  });

  it('to a program hides what counts fewer than five', async () => {
    const analyst = await makeClient(server, admin, ['insights:read'], [school.id]);
    expect(await delays(analyst)).toEqual([
      ['signal-to-evaluation', 6, 15, 24, 60, null, null],
      ['evaluation-to-decision', null, null, null, null, null, null],
      ['signal-to-decision', null, null, null, null, null, null],
    ]);
  });

  it.each(['&academicYear=2024', '&academicYear=2026'])('of another year has nobody: %s', async (query) => {
    expect((await delays(senco, query)).map((it) => [it[1], it[5], it[6]])).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });
});
