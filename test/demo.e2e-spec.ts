import { type ApiClient, type Page, signIn, signInStaff } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { startServer, type TestServer } from './support/server.js';

const DEMO = { ESPALIER_DEMO: '1' };
const CLIENT = { id: 'demo', secret: 'demo-secret' };
const STORY = /(?<pupils>\d+) pupils evaluated, (?<recommended>\d+) recommended, (?<watched>\d+) to watch/;
const POLL_MILLIS = 20;

interface Run {
  id: string;
  status: string;
  pupils: number;
  policies: { counts: Record<string, number> }[];
}

describe.each(DATABASES)('the demo, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  /** What the first start said. */
  let first: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database, DEMO);
    first = await welcomed(server);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('the demo’s client stands beside one that the environment names', async () => {
    const [named, demo] = await Promise.all([signIn(server), signIn(server, CLIENT)]);
    expect(await totals(named)).toEqual(await totals(demo));
  });

  it('says where it is, who may sign in and what it found, and the same when it is started again', async () => {
    expect(first).toContain(`${server.url}/docs`);
    expect(first).toContain('demo / demo-secret');
    expect(first).toContain('senco@demo.school / demo-senco');
    expect(first.match(/curl -s/g)).toHaveLength(3);
    const story = STORY.exec(first)!.groups!;
    expect(story['pupils']).toBe('280');
    expect(Number(story['recommended'])).toBeGreaterThan(0);

    const api = await signIn(server, CLIENT);
    const open = await api.get<Page<unknown>>('/api/v1/recommendations?status=open&count=true');
    // A pupil may have one in each subject.
    expect(open.body.page.total).toBeGreaterThanOrEqual(Number(story['recommended']));
    const before = await totals(api);
    expect(before.targets).toBeGreaterThan(0);
    await signInStaff(server, 'senco@demo.school', 'demo-senco');

    await server.stop();
    server = await startServer(database, DEMO);
    expect(STORY.exec(await welcomed(server))![0]).toBe(STORY.exec(first)![0]);
    expect(await totals(await signIn(server, CLIENT))).toEqual(before);
  });
});

describe.each(DATABASES)('a start of the demo that was cut short, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database, DEMO);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('is made good by the next one, with nothing doubled', async () => {
    const api = await signIn(server, CLIENT);
    while ((await totals(api)).pupils === 0) await pause();
    const cut = await totals(api);
    await server.kill();

    server = await startServer(database, DEMO);
    const story = STORY.exec(await welcomed(server))!.groups!;
    expect(story['pupils']).toBe('280');
    const again = await signIn(server, CLIENT);
    expect(await totals(again)).toEqual(cut);
    const runs = await again.get<Page<Run>>('/api/v1/evaluations');
    expect(runs.body.data).toMatchObject([{ status: 'succeeded', pupils: 280 }]);
  });
});

/** What the server has printed once it is ready. */
async function welcomed(server: TestServer): Promise<string> {
  while (!server.output().includes('Go on with')) {
    if (server.output().includes('cannot start')) throw new Error(server.output());
    await pause();
  }
  while ((server.output().match(/curl -s/g) ?? []).length < 3) await pause();
  return server.output();
}

async function totals(api: ApiClient): Promise<{ pupils: number; targets: number; results: number }> {
  const total = async (resource: string) =>
    (await api.get<Page<unknown>>(`/api/v1/${resource}?count=true&limit=1`)).body.page.total ?? 0;
  return { pupils: await total('pupils'), targets: await total('targets'), results: await total('results') };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
}
