import { createConnection } from 'mysql2/promise';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeSchool, pupilBody, type School } from './support/factories.js';
import { readAllChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';

const PUPILS = '/api/v1/pupils';
const WRITERS = 8;

interface Row {
  id: string;
  source: { system: string; id: string };
}

describe.each(DATABASES)('power cuts on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;

  beforeEach(async () => {
    database = await make();
    server = await startServer(database);
  });

  afterEach(async () => {
    await server.kill();
    await database.drop();
  });

  it('a server that is killed while pupils are added keeps each acknowledged one once, and no halves', async () => {
    let api = await signIn(server);
    const school = await makeSchool(api);
    const acknowledged: string[] = [];
    const last: { body: Record<string, unknown>; key: string }[] = [];
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let n = 0; ; n++) {
        const key = `cut-${writer}-${n}`;
        const body = pupilBody(school);
        const batch = { items: Array.from({ length: 20 }, () => pupilBody(school)) };
        last[writer] = { body, key };
        const [one, many] = await Promise.all([
          api.post<Row>(PUPILS, body, { 'idempotency-key': key }).catch(() => null),
          writer === 0
            ? api.post<{ outcomes: { id: string }[] }>(`${PUPILS}:batch`, batch).catch(() => null)
            : null,
        ]);
        if (one?.status === 201) acknowledged.push(one.body.id);
        for (const it of many?.body.outcomes ?? []) acknowledged.push(it.id);
        if (!one) return;
      }
    });
    while (acknowledged.length < 300) await delay(5);
    await server.kill();
    await Promise.all(writers);

    server = await startServer(database);
    api = await signIn(server);
    await holdsTogether(api, school, acknowledged);

    // Whoever got no answer sends the same again: nothing doubles, whether the first was stored or not.
    const again = await Promise.all(
      last.map(({ body, key }) => api.post<Row>(PUPILS, body, { 'idempotency-key': key })),
    );
    expect(again.map((it) => it.status)).toEqual(again.map(() => 201));
    const rows = await holdsTogether(api, school, [...acknowledged, ...again.map((it) => it.body.id)]);
    const sources = rows.map((it) => it.source.id);
    expect(new Set(sources).size).toBe(sources.length);
  });

  it('a server that is asked to stop ends what it has begun', async () => {
    const api = await signIn(server);
    const school = await makeSchool(api);
    const writing = Array.from({ length: 50 }, () =>
      api.post<Row>(PUPILS, pupilBody(school)).catch((): Answer<Row> | null => null),
    );
    await Promise.race(writing);
    await server.stop();
    const answers = await Promise.all(writing);
    expect(server.output()).not.toMatch(/"level":[56]0/);
    server = await startServer(database);
    const acknowledged = answers.flatMap((it) => (it?.status === 201 ? [it.body.id] : []));
    await holdsTogether(await signIn(server), school, acknowledged);
  });
});

// SQLite lies in the process: there is no connection to lose.
const SERVERS = DATABASES.filter((it) => it.name !== 'SQLite');
if (SERVERS.length > 0)
  describe.each(SERVERS)('lost connections on $name', ({ make }) => {
    let database: TestDatabase;
    let server: TestServer;

    beforeAll(async () => {
      database = await make();
      server = await startServer(database);
    });

    afterAll(async () => {
      await server.stop();
      await database.drop();
    });

    it('connections that the database closes cost no pupil and double none', async () => {
      const api = await signIn(server);
      const school = await makeSchool(api);
      let killing = true;
      const killer = killConnections(database, () => killing);
      const answers: Answer<Row & Problem>[] = [];
      const writers = Array.from({ length: WRITERS }, async (_, writer) => {
        for (let n = 0; n < 25; n++) {
          const body = pupilBody(school);
          const headers = { 'idempotency-key': `lost-${writer}-${n}` };
          let answer = await api.post<Row & Problem>(PUPILS, body, headers);
          answers.push(answer);
          for (let tries = 0; answer.status >= 500 && tries < 20; tries++)
            answer = await api.post(PUPILS, body, headers);
          answers.push(answer);
        }
      });
      await Promise.all(writers);
      killing = false;
      expect(await killer).toBeGreaterThan(10);
      const strange = answers.filter((it) => it.status !== 201 && it.body.code !== 'unavailable');
      expect(strange.map((it) => it.body)).toEqual([]);
      const made = new Set(answers.filter((it) => it.status === 201).map((it) => it.body.id));
      expect(made.size).toBe(WRITERS * 25);
      expect(await holdsTogether(api, school, [...made])).toHaveLength(made.size);
    });
  });

/** Every acknowledged pupil is there; each pupil and spell has exactly its event, and each event its row. */
async function holdsTogether(
  api: ApiClient,
  school: School,
  acknowledged: readonly string[],
): Promise<Row[]> {
  const rows: (Row & { enrolments: { id: string }[] })[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const path = `${PUPILS}?schoolId=${school.id}&expand=enrolments&limit=500${cursor && `&cursor=${cursor}`}`;
    const page: Page<(typeof rows)[number]> = await api.expect(api.get<Page<(typeof rows)[number]>>(path));
    rows.push(...page.data);
    cursor = page.page.next;
  }
  const ids = rows.map((it) => it.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([]);
  const changes = await readAllChanges(api, school);
  expect(changes.map((it) => it.version)).toEqual(changes.map((_, i) => i + 1));
  const written = [school.id, ...ids, ...rows.flatMap((it) => it.enrolments.map((one) => one.id))];
  expect(changes.map((it) => it.resourceId).sort()).toEqual(written.sort());
  return rows;
}

/** Ends connections of the server's, one after another, while told so; hands back how many. */
async function killConnections({ url }: TestDatabase, goesOn: () => boolean): Promise<number> {
  const connection = await createConnection({ uri: url });
  let killed = 0;
  while (goesOn()) {
    const [rows] = await connection.query(
      'select id from information_schema.processlist where db = database() and id <> connection_id() order by rand() limit 1',
    );
    const [victim] = rows as { id: number }[];
    if (victim) {
      await connection.query(`kill ${victim.id}`).then(
        () => killed++,
        () => undefined,
      );
    }
    await delay(3);
  }
  await connection.end();
  return killed;
}
