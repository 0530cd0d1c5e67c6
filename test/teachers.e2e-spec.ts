import { SignJWT } from 'jose';
import { ApiClient, type Page, type Problem, signIn, signInStaff } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makePupil,
  makeSchool,
  makeStaff,
  resultBody,
  type School,
  targetBody,
} from './support/factories.js';
import { type Evaluation, startRun } from './support/evaluations.js';
import { fillPath, type Operation, operationsOf, readDocument, scopesOf } from './support/openapi.js';
import { letTeach, makeGroup, putInto } from './support/people-factories.js';
import { readRows } from './support/read-rows.js';
import {
  PRIVATE_PARAMETERS,
  referencesIn,
  replaced,
  SHARED_PARAMETERS,
  World,
} from './support/resource-examples.js';
import { startServer, type TestServer } from './support/server.js';

const UNKNOWN = '01900000-0000-7000-8000-00000000dead';

/** What tells of the whole school, and so is for nobody who is nothing but a teacher, whatever their scopes. */
const WHOLE_SCHOOL = new Set([
  'audit.list',
  'evaluations.create',
  'targetProposals.list',
  'targetProposals.propose',
]);

interface Row {
  id: string;
  pupilId: string;
}

/** A date some days from today. */
function daysFromToday(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

describe.each(DATABASES)('what a teacher sees on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let school: School;
  /** One row of each resource, all about pupils of another class. */
  let others: World;
  let taught: { id: string };
  let classOf: { id: string };
  /** Nothing but a teacher, with the scopes that the role gives. */
  let teacher: ApiClient;
  let staffId: string;
  /** The same person with every scope, so that no route is closed for want of one. */
  let unbounded: ApiClient;
  let operations: Operation[];
  /** Path parameters that lead to a pupil or to a row about one, with the id of that row. */
  let aboutPupils: Map<string, string>;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    school = await makeSchool(admin);
    classOf = await makeGroup(admin, school);
    taught = await makePupil(admin, school);
    await putInto(admin, classOf, taught);
    ({ api: teacher, staffId } = await makeStaff(server, admin, school, ['teacher']));
    await letTeach(admin, classOf, staffId);
    others = World.in(admin, school);
    const document = await readDocument(server);
    operations = operationsOf(document).filter((it) => it.scope !== null);
    unbounded = new ApiClient(server, await tokenOf(scopesOf(document)));
    aboutPupils = await findAboutPupils();
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** A token as the server would sign it, if a role gave its person every scope and still the limit. */
  async function tokenOf(scopes: readonly string[]): Promise<string> {
    const [key] = await readRows<{ secret: string }>(database, 'select secret from signing_key');
    const claims = { scope: scopes.join(' '), schools: [school.id], staff: staffId, taught: true, ver: 1e9 };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setIssuer('espalier')
      .setSubject('staff')
      .setJti('test')
      .setExpirationTime('10m')
      .sign(Buffer.from(key!.secret, 'base64url'));
  }

  async function findAboutPupils(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const names = new Set(operations.flatMap((it) => it.pathNames));
    for (const name of names) {
      if (SHARED_PARAMETERS.has(name)) continue;
      const id = await others.id(name);
      const single = operations.find((it) => it.method === 'GET' && it.path.endsWith(`/{${name}}`));
      const path = single && (await fillPath(single, (one) => others.id(one)));
      const row = path && (await admin.expect(admin.get<Partial<Row>>(path)));
      if (name === 'pupilId' || (row && row.pupilId !== undefined)) found.set(name, id);
    }
    return found;
  }

  const page = (path: string, client = teacher) => client.expect(client.get<Page<Row>>(path));

  it('the pupils of the groups taught and no others, in lists, totals and filters', async () => {
    const { data, page: of } = await page('/api/v1/pupils?count=true');
    expect([data.map((it) => it.id), of.total]).toEqual([[taught.id], 1]);
    expect((await teacher.get(`/api/v1/pupils/${taught.id}`)).status).toBe(200);
    const other = await others.id('pupilId');
    expect((await teacher.get(`/api/v1/pupils/${other}`)).status).toBe(404);
    const { upn } = await admin.expect(admin.get<{ upn: string }>(`/api/v1/pupils/${other}`));
    expect((await page(`/api/v1/pupils?upn=${upn}`)).data).toEqual([]);
    expect((await page(`/api/v1/groups?pupilId=${other}`)).data).toEqual([]);
    expect((await page(`/api/v1/groups?pupilId=${taught.id}`)).data).toHaveLength(1);
  });

  it('their results, targets and trajectories, and none of others', async () => {
    await admin.expect(admin.post('/api/v1/results', resultBody(taught)));
    const target = await admin.expect(admin.post<Row>('/api/v1/targets', targetBody(taught)));
    for (const path of ['results', 'targets']) {
      const { data, page: of } = await page(`/api/v1/${path}?count=true`);
      expect([path, data.map((it) => it.pupilId), of.total]).toEqual([path, [taught.id], 1]);
    }
    expect((await teacher.get(`/api/v1/targets/${target.id}/trajectory`)).status).toBe(200);
    const foreign = `/api/v1/targets/${await others.id('targetId')}/trajectory`;
    expect((await teacher.get(foreign)).status).toBe(404);
  });

  it('recommendations for them, with what the run gave them, and decides on these alone', async () => {
    const { data } = await page('/api/v1/recommendations?count=true&expand=pupil');
    expect(data.map((it) => it.pupilId)).toEqual([taught.id]);
    const run = await others.id('evaluationId');
    const results = await page(`/api/v1/evaluations/${run}/results?count=true`);
    expect([results.data.map((it) => it.pupilId), results.page.total]).toEqual([[taught.id], 1]);
    const decide = (id: string) =>
      teacher.post(`/api/v1/recommendations/${id}/decisions`, { outcome: 'dismiss', reason: 'Has moved on' });
    expect((await decide(await others.id('recommendationId'))).status).toBe(404);
    expect((await decide(data[0]!.id)).status).toBe(201);
  });

  it('runs with counts of the pupils taught alone, in lists, by id and as events', async () => {
    const class2 = await makeGroup(admin, school);
    const { api: another, staffId: anotherId } = await makeStaff(server, admin, school, ['teacher']);
    await letTeach(admin, class2, anotherId);
    const own = [await makePupil(admin, school), await makePupil(admin, school)];
    for (const pupil of own) await putInto(admin, class2, pupil);
    const path = `/api/v1/evaluations/${(await startRun(admin, school, { mode: 'dry' })).id}`;
    const { body: events } = await another.get<string>(`${path}/events`);
    const whole = await admin.expect(admin.get<Evaluation>(path));
    expect(whole.pupils).toBeGreaterThan(own.length);
    expect(whole.policies[0]!.counts['recommend']).toBe(whole.pupils);

    const seen = await another.expect(another.get<Evaluation>(path));
    const list = await another.expect(another.get<Page<Evaluation>>(`/api/v1/evaluations?limit=1`));
    const told = [...events.matchAll(/^data: (.*)$/gm)].map((it) => JSON.parse(it[1]!) as Evaluation);
    expect(list.data).toEqual([seen]);
    expect(told.at(-1)).toEqual(seen);
    for (const it of told)
      expect([it.pupils, own.length >= it.policies[0]!.done]).toEqual([own.length, true]);
    expect(seen).toMatchObject({
      status: 'succeeded',
      pupils: own.length,
      policies: [{ done: own.length, counts: { recommend: own.length, noAction: 0, notEvaluated: 0 } }],
    });

    const { api: idle } = await makeStaff(server, admin, school, ['teacher']);
    expect(await idle.expect(idle.get<Evaluation>(path))).toMatchObject({
      pupils: 0,
      policies: [{ done: 0 }],
    });
  });

  it('pupils only while both are in the group: today counts, yesterday and tomorrow do not', async () => {
    const spells: [string, string | null, boolean][] = [
      [daysFromToday(-9), daysFromToday(0), true],
      [daysFromToday(0), null, true],
      [daysFromToday(-9), daysFromToday(-1), false],
      [daysFromToday(1), null, false],
    ];
    for (const [startDate, endDate, seen] of spells) {
      const pupil = await makePupil(admin, school);
      await putInto(admin, await makeGroupTaught(), pupil, { startDate, endDate });
      const other = await makePupil(admin, school);
      await putInto(admin, await makeGroupTaught({ startDate, endDate }), other);
      const answers = [
        await teacher.get(`/api/v1/pupils/${pupil.id}`),
        await teacher.get(`/api/v1/pupils/${other.id}`),
      ];
      const wanted = seen ? 200 : 404;
      expect([startDate, endDate, ...answers.map((it) => it.status)]).toEqual([
        startDate,
        endDate,
        wanted,
        wanted,
      ]);
    }
  });

  async function makeGroupTaught(members: Record<string, unknown> = {}): Promise<{ id: string }> {
    const group = await makeGroup(admin, school);
    await letTeach(admin, group, staffId, members);
    return group;
  }

  it('nobody without a group; a role besides gives every pupil of the school', async () => {
    const { api: idle } = await makeStaff(server, admin, school, ['teacher']);
    expect((await page('/api/v1/pupils?count=true', idle)).page.total).toBe(0);
    const { api: leader } = await makeStaff(server, admin, school, ['teacher', 'leader']);
    expect((await page('/api/v1/pupils?count=true', leader)).page.total).toBeGreaterThan(5);
  });

  it('nothing sensitive, and no change feed', async () => {
    const { body } = await teacher.get<Record<string, unknown>>(`/api/v1/pupils/${taught.id}`);
    expect(body).not.toHaveProperty('sex');
    const codes = [
      await teacher.get<Problem>('/api/v1/pupils?sen=K'),
      await teacher.get<Problem>(`/api/v1/schools/${school.id}/changes`),
    ].map((it) => it.body.code);
    expect(codes).toEqual(['sensitive-refused', 'scope-missing']);
  });

  it('a teacher who becomes a SENCo sees everybody from the next sign-in on', async () => {
    const email = 'promoted@test.school';
    const password = 'a-long-password';
    const body = { schoolId: school.id, name: 'Promoted', email, roles: ['teacher'], password };
    const { id } = await admin.expect(admin.post<Row>('/api/v1/staff', body));
    const before = await signInStaff(server, email, password);
    const path = `/api/v1/pupils/${taught.id}`;
    expect((await before.get(path)).status).toBe(404);
    await admin.expect(admin.patch(`/api/v1/staff/${id}`, { roles: ['teacher', 'senco'] }));
    const after = await signInStaff(server, email, password);
    expect((await after.get(path)).status).toBe(200);
  });

  it('no row about another pupil by its id, in any operation, read or write', async () => {
    expect([...aboutPupils.keys()]).toEqual(expect.arrayContaining(['pupilId', 'resultId', 'groupMemberId']));
    const answers: string[] = [];
    for (const it of operations) {
      if (!it.pathNames.some((one) => aboutPupils.has(one))) continue;
      const path = await fillPath(it, (one) => others.id(one));
      const body = await others.body(it);
      const answer = await unbounded.send<Problem>(it.method, path, {
        ...(body !== undefined && { body }),
        headers: { 'if-match': '*' },
      });
      answers.push(`${it.operationId}: ${answer.status} ${answer.body.code}`);
    }
    expect(answers.filter((it) => !it.endsWith(': 404 not-found'))).toEqual([]);
    expect(answers.length).toBeGreaterThan(20);
  });

  it('a body that names another pupil, or a row about one, is refused as one that names none', async () => {
    const seen: string[] = [];
    for (const it of operations) {
      if (WHOLE_SCHOOL.has(it.operationId) || it.pathNames.some((one) => aboutPupils.has(one))) continue;
      if (it.pathNames.some((one) => SHARED_PARAMETERS.has(one))) continue;
      const body = await others.body(it);
      for (const { path: place, parameter } of referencesIn(body)) {
        if (!aboutPupils.has(parameter)) continue;
        const path = await fillPath(it, (one) => others.id(one));
        const answerTo = async (id: string) => {
          const init = { body: replaced(body, place, id), headers: { 'if-match': '*' } };
          const answer = await unbounded.send<Problem>(it.method, path, init);
          return { status: answer.status, text: JSON.stringify(answer.body).replaceAll(id, '<id>') };
        };
        const ofOther = await answerTo(await others.id(parameter));
        expect([it.operationId, place, ofOther]).toEqual([it.operationId, place, await answerTo(UNKNOWN)]);
        expect([it.operationId, ofOther.text]).toEqual([
          it.operationId,
          expect.stringMatching(/"status":4\d\d/),
        ]);
        seen.push(it.operationId);
      }
    }
    expect(seen).toEqual(expect.arrayContaining(['results.create', 'targets.batch', 'interventions.create']));
  });

  it('no list, total or filter that shows a row about another pupil', async () => {
    const ids = [...aboutPupils.values()];
    const lists = operations.filter((it) => it.method === 'GET' && it.queryNames.includes('cursor'));
    const checked: string[] = [];
    for (const it of lists) {
      if (WHOLE_SCHOOL.has(it.operationId)) continue;
      if (it.pathNames.some((one) => aboutPupils.has(one) || PRIVATE_PARAMETERS.has(one))) continue;
      const path = await fillPath(it, (one) => others.id(one));
      const shows = async (query: string) => {
        const { status, body } = await unbounded.get<Page<unknown>>(`${path}?${query}`);
        expect([it.operationId, query, status]).toEqual([it.operationId, query, 200]);
        const text = JSON.stringify(body);
        const leaks = ids.filter((id) => text.includes(id));
        expect([it.operationId, query, leaks]).toEqual([it.operationId, query, []]);
        return body;
      };
      const all = await shows('count=true&limit=500');
      expect([it.operationId, all.page.total]).toEqual([it.operationId, all.data.length]);
      for (const { name, schema } of it.parameters ?? []) {
        if (name === 'expand') await shows(`expand=${schema!.enum![0]!}`);
      }
      for (const name of it.queryNames.filter((one) => aboutPupils.has(one))) {
        const ofOther = await shows(`count=true&${name}=${aboutPupils.get(name)!}`);
        expect([it.operationId, name, ofOther]).toEqual([
          it.operationId,
          name,
          { data: [], page: { next: null, total: 0 } },
        ]);
      }
      checked.push(it.operationId);
    }
    expect(checked).toEqual(
      expect.arrayContaining(['pupils.list', 'groupMembers.list', 'recommendations.list']),
    );
  });
});
