import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makeStaff } from './support/factories.js';
import { fillPath, type Operation, operationsOf, readDocument, scopesOf } from './support/openapi.js';
import {
  PRIVATE_PARAMETERS,
  referencesIn,
  replaced,
  RESOURCE_EXAMPLES,
  SHARED_PARAMETERS,
  World,
} from './support/resource-examples.js';
import { startServer, type TestServer } from './support/server.js';

const UNKNOWN = '01900000-0000-7000-8000-00000000dead';

describe.each(DATABASES)('what one school sees of another on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  /** Every scope, but school A only. */
  let schoolA: ApiClient;
  /** A member of school A's staff, for what only a named person may do. */
  let staffOfA: ApiClient;
  let operations: Operation[];
  let scopes: string[];
  let a: World;
  let b: World;
  /** Every id of a row of school B. */
  let idsOfB: string[];

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    const document = await readDocument(server);
    operations = operationsOf(document);
    scopes = scopesOf(document);
    a = await World.make(admin);
    b = await World.make(admin);
    schoolA = await makeClient(server, admin, scopes, [a.school.id]);
    const names = new Set(
      operations.flatMap((it) => it.pathNames).filter((it) => !SHARED_PARAMETERS.has(it)),
    );
    ({ api: staffOfA } = await makeStaff(server, admin, a.school, ['senco', 'leader']));
    idsOfB = [];
    for (const name of names) {
      await a.id(name);
      idsOfB.push(await b.id(name));
    }
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const callerOf = (it: Operation) => (it['x-errors']?.includes('staff-required') ? staffOfA : schoolA);
  const closed = () => operations.filter((it) => it.scope !== null);

  it('only the two ways to sign in need no token', () => {
    const open = operations.filter((it) => it.scope === null).map((it) => it.path);
    expect(open).toEqual(['/oauth/token', '/api/v1/auth/sessions']);
  });

  it('without a token every operation answers 401, with a token that lacks the scope 403', async () => {
    const nobody = new (admin.constructor as typeof ApiClient)(server, null);
    for (const scope of new Set(closed().map((it) => it.scope!))) {
      const others = scopes.filter((it) => it !== scope);
      const lacking = await makeClient(server, admin, others, null);
      for (const it of closed().filter((one) => one.scope === scope)) {
        const path = await fillPath(it, () => Promise.resolve(UNKNOWN));
        const answers = [
          await nobody.send<Problem>(it.method, path),
          await lacking.send<Problem>(it.method, path),
        ];
        expect([it.operationId, ...answers.map(({ status, body }) => `${status} ${body.code}`)]).toEqual([
          it.operationId,
          '401 unauthorised',
          '403 scope-missing',
        ]);
      }
    }
  });

  it('every id of another school is 404 in every operation, and nothing of it changes', async () => {
    const before = await versionOf(b);
    const answers: string[] = [];
    for (const it of closed()) {
      for (const name of it.pathNames.filter((one) => !SHARED_PARAMETERS.has(one))) {
        // The row that belongs to B under a parent that belongs to A, and the parent of B with its row of A.
        const path = await fillPath(it, (one) => (one === name ? b : a).id(one));
        const all = await fillPath(it, (one) => (SHARED_PARAMETERS.has(one) ? a : b).id(one));
        const body = await a.body(it);
        for (const target of new Set([path, all])) {
          const answer = await callerOf(it).send<Problem>(it.method, target, {
            ...(body !== undefined && { body }),
            headers: { 'if-match': '*' },
          });
          const leaks = idsOfB.filter((id) => JSON.stringify({ ...answer.body, instance: '' }).includes(id));
          answers.push(`${it.operationId} by ${name}: ${answer.status} ${answer.body.code}${leaks.join()}`);
        }
      }
    }
    expect(answers.filter((it) => !it.endsWith(': 404 not-found'))).toEqual([]);
    expect(answers.length).toBeGreaterThan(10);
    expect(await versionOf(b)).toEqual(before);
  });

  it('a body that names a row of another school is refused as one that names no row at all', async () => {
    const before = await versionOf(b);
    const seen: string[] = [];
    for (const it of closed()) {
      if (it.pathNames.some((one) => SHARED_PARAMETERS.has(one))) continue;
      const body = await a.body(it);
      for (const { path: place, parameter } of referencesIn(body)) {
        const path = await fillPath(it, (one) => a.id(one));
        const answerTo = async (id: string) => {
          const init = { body: replaced(body, place, id), headers: { 'if-match': '*' } };
          const answer = await callerOf(it).send<Problem>(it.method, path, init);
          return { status: answer.status, text: JSON.stringify(answer.body).replaceAll(id, '<id>') };
        };
        const ofB = await answerTo(await b.id(parameter));
        expect([it.operationId, place, ofB]).toEqual([it.operationId, place, await answerTo(UNKNOWN)]);
        expect(ofB.text).toMatch(/"status":4\d\d/);
        seen.push(it.operationId);
      }
    }
    expect(seen).toContain('pupils.create');
    expect(seen).toContain('pupils.batch');
    expect(await versionOf(b)).toEqual(before);
  });

  it('lists, totals, filters, sorts and cursors show nothing of another school', async () => {
    const lists = closed().filter((it) => it.method === 'GET' && it.queryNames.includes('cursor'));
    for (const it of lists) {
      if (it.pathNames.some((one) => PRIVATE_PARAMETERS.has(one))) continue;
      const path = await fillPath(it, (one) => a.id(one));
      const shows = async (query: string) => {
        const answer = await schoolA.get<Page<{ id: string }>>(`${path}?${query}`);
        expect([it.operationId, query, answer.status]).toEqual([it.operationId, query, 200]);
        const text = JSON.stringify(answer.body);
        expect([it.operationId, query, idsOfB.filter((id) => text.includes(id))]).toEqual([
          it.operationId,
          query,
          [],
        ]);
        return answer.body;
      };
      const all = await shows('count=true&limit=500');
      expect([it.operationId, all.page.total]).toEqual([it.operationId, all.data.length]);
      const ofRows = it.queryNames.includes('sort') && (all.data.length === 0 || 'id' in all.data[0]!);
      if (ofRows) await shows('sort=-id');
      if (ofRows) await shows('fields=id');
      for (const parameter of it.parameters ?? []) {
        if (parameter.name === 'expand') await shows(`expand=${parameter.schema!.enum![0]!}`);
      }
      for (const name of it.queryNames.filter((one) => one.endsWith('Id'))) {
        const foreign = await b.id(name in RESOURCE_EXAMPLES ? name : 'pupilId');
        const [ofB, ofNobody] = [
          await shows(`count=true&${name}=${foreign}`),
          await shows(`count=true&${name}=${UNKNOWN}`),
        ];
        expect([it.operationId, name, ofB]).toEqual([it.operationId, name, ofNobody]);
        expect(ofB).toEqual({ data: [], page: { next: null, total: 0 } });
      }
      const { body: everybodys } = await admin.get<Page<unknown>>(`${path}?limit=1`);
      if (everybodys.page.next) await shows(`limit=1&cursor=${everybodys.page.next}`);
    }
    expect(lists.length).toBeGreaterThan(5);
  });
});

/** The newest version of a school: every change to its rows is one more. */
async function versionOf({ admin, school }: World): Promise<number> {
  for (let since = 0; ;) {
    const path = `/api/v1/schools/${school.id}/changes?limit=500&since=${since}`;
    const { next, more } = await admin.expect(admin.get<{ next: number; more: boolean }>(path));
    since = next;
    if (!more) return since;
  }
}
