import { attendanceBody } from './support/assessment-factories.js';
import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { bundleOf, ended, RECOMMEND, startRun } from './support/evaluations.js';
import { makePupil, makeSchool, makeStaff, resultBody, type School } from './support/factories.js';
import { contactBody } from './support/people-factories.js';
import { outcomeBody, planBody } from './support/plan-factories.js';
import { makePackage, packageForm } from './support/plugin-packages.js';
import { readRows } from './support/read-rows.js';
import { World } from './support/resource-examples.js';
import { makeLeaver, mondayOf, yearsAgo } from './support/retention-factories.js';
import { startServer, type TestServer } from './support/server.js';
import { writeRows } from './support/write-rows.js';

interface Erasure {
  readonly id: string;
  readonly formerId: string;
  readonly kind: string | null;
  readonly ground: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly decisions: readonly { readonly decisionId: string }[];
}

describe.each(DATABASES)('the disposal of what is due on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let leader: ApiClient;
  let leaderId: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
  });

  beforeEach(async () => {
    school = await makeSchool(api);
    ({ api: leader, staffId: leaderId } = await makeStaff(server, api, school, ['leader']));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const add = async (path: string, body: unknown, client = api) =>
    client.expect(client.post<{ id: string; version: number }>(`/api/v1/${path}`, body));
  const setTerm = (kind: string, body: unknown) =>
    leader.expect(leader.send('PUT', `/api/v1/schools/${school.id}/retention-schedules/${kind}`, { body }));
  const due = async (query = '') => {
    const path = `/api/v1/schools/${school.id}/retention-reviews?${query}`;
    return (await api.expect(api.get<Page<{ kind: string }>>(path))).data.map((it) => it.kind);
  };
  const dispose = (
    pupil: { id: string },
    kind: string,
    headers: Record<string, string> = {},
    client = leader,
  ) =>
    client.post<Erasure & Problem>(
      `/api/v1/pupils/${pupil.id}/disposals`,
      { kind, reason: 'Reviewed by the data protection officer' },
      headers,
    );
  const erase = (pupil: { id: string }) =>
    leader.post<Erasure & Problem>(`/api/v1/pupils/${pupil.id}/erasure`, {
      ground: 'retention',
      reason: 'Its time is over',
    });

  const leaver = (dateOfBirth: string, leavingDate: string | null) =>
    makeLeaver(api, school, dateOfBirth, leavingDate);
  const addWeek = (pupil: { id: string }, weekStart: string) =>
    add('attendance', attendanceBody(pupil, { weekStart }));

  it('of attendance takes the weeks that are due with their past, and leaves the others', async () => {
    const pupil = await leaver(yearsAgo(18), yearsAgo(4));
    const old = await addWeek(pupil, mondayOf(yearsAgo(6), -10));
    await api.expect(api.patch(`/api/v1/attendance/${old.id}`, { late: 1 }));
    const young = await addWeek(pupil, mondayOf(yearsAgo(6), 1));
    const before = new Date().toISOString();
    await api.expect(api.get(`/api/v1/attendance/${old.id}?knownAt=${before}`));
    const { status, body, headers } = await dispose(pupil, 'attendance');
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        formerId: pupil.id,
        kind: 'attendance',
        ground: 'retention',
        counts: { attendance: 1 },
        decisions: [],
      }),
    ]);
    expect(headers.get('location')).toBe(`/api/v1/erasures/${body.id}`);
    expect(await api.expect(api.get(`/api/v1/erasures/${body.id}`))).toEqual(body);
    const statuses = [
      (await api.get(`/api/v1/attendance/${old.id}`)).status,
      (await api.get(`/api/v1/attendance/${old.id}?knownAt=${before}`)).status,
      (await api.get(`/api/v1/attendance/${young.id}`)).status,
      (await api.get(`/api/v1/pupils/${pupil.id}`)).status,
    ];
    expect(statuses).toEqual([404, 404, 200, 200]);
    expect(await due()).toEqual([]);
    const { data } = await api.expect(
      api.get<Page<{ staffId: string; detail: unknown }>>(
        `/api/v1/audit-events?action=record.dispose&resourceId=${body.id}`,
      ),
    );
    expect(data).toMatchObject([{ staffId: leaderId, detail: { kind: 'attendance' } }]);
  });

  it('leaves the change feed without gaps and without natural keys of what is gone', async () => {
    const pupil = await leaver(yearsAgo(26), yearsAgo(8));
    const result = await add('results', resultBody(pupil, { date: yearsAgo(9) }));
    await leader.expect(dispose(pupil, 'results'));
    const { data } = await api.expect(
      api.get<{ data: { version: number; operation: string; resourceId: string; naturalKey: unknown }[] }>(
        `/api/v1/schools/${school.id}/changes?since=0&limit=500`,
      ),
    );
    expect(data.map((it) => it.version)).toEqual(data.map((_, i) => i + 1));
    const own = data.filter((it) => it.resourceId === result.id);
    expect(own.map((it) => [it.operation, it.naturalKey])).toEqual([
      ['create', null],
      ['delete', null],
    ]);
  });

  it('is refused before it is due, for a pupil on roll, under a hold, and for who may not', async () => {
    const young = await leaver(yearsAgo(25, 1), yearsAgo(8));
    await add('results', resultBody(young, { date: yearsAgo(9) }));
    const onRoll = await leaver(yearsAgo(30), null);
    await add('results', resultBody(onRoll, { date: yearsAgo(9) }));
    const old = await leaver(yearsAgo(25), yearsAgo(8));
    await add('results', resultBody(old, { date: yearsAgo(9) }));
    const hold = await add(
      'legal-holds',
      { pupilId: old.id, reason: 'A claim', startDate: yearsAgo(1) },
      leader,
    );
    const { api: senco } = await makeStaff(server, api, school, ['senco']);
    const answers = [
      await dispose(young, 'results'),
      await dispose(onRoll, 'results'),
      await dispose(old, 'targets'),
      await dispose(old, 'results'),
      await dispose(old, 'pupil-record'),
      await dispose(old, 'results', {}, api),
      await dispose(old, 'results', {}, senco),
    ].map((it) => `${it.status} ${it.body.code}`);
    expect(answers).toEqual([
      '409 not-due',
      '409 not-due',
      '409 conflict',
      '409 conflict',
      '409 conflict',
      '403 staff-required',
      '403 scope-missing',
    ]);
    await leader.expect(leader.patch(`/api/v1/legal-holds/${hold.id}`, { endDate: yearsAgo(0, -1) }));
    expect((await dispose(old, 'targets')).body.code).toBe('not-due');
    expect((await dispose(old, 'results')).status).toBe(201);
  });

  it('of two at once one is done, and a repeated key gets the same answer', async () => {
    const pupil = await leaver(yearsAgo(26), yearsAgo(8));
    await add('results', resultBody(pupil, { date: yearsAgo(9) }));
    const both = await Promise.all([dispose(pupil, 'results'), dispose(pupil, 'results')]);
    expect(both.map((it) => it.status).sort()).toEqual([201, 409]);
    const { page } = await api.expect(
      api.get<Page<unknown>>(`/api/v1/erasures?schoolId=${school.id}&count=true`),
    );
    expect(page.total).toBe(1);
    await add('contacts', contactBody(pupil));
    const key = { 'idempotency-key': `dispose-${pupil.id}` };
    const [first, second] = [await dispose(pupil, 'contacts', key), await dispose(pupil, 'contacts', key)];
    expect([second.status, second.body]).toEqual([201, first.body]);
  });

  it('of plans takes everything in them, and of readings who read what long ago', async () => {
    const pupil = await leaver(yearsAgo(32), yearsAgo(8));
    const plan = await add('plans', planBody(pupil));
    await add(`plans/${plan.id}/outcomes`, outcomeBody());
    await leader.expect(leader.get(`/api/v1/pupils/${pupil.id}`));
    expect((await dispose(pupil, 'access-log')).body.code).toBe('not-due');
    const of = `owner_id = '${school.id}' and resource_id = '${pupil.id}' and action = 'sensitive.read'`;
    const [before] = await readRows<{ n: number }>(
      database,
      `select count(*) as n from audit_event where ${of}`,
    );
    await writeRows(database, `update audit_event set at = '${yearsAgo(6)}T09:00:00.000Z' where ${of}`);
    expect(await due('kind=access-log')).toEqual(['access-log']);
    expect((await leader.expect(dispose(pupil, 'access-log'))).counts).toEqual({
      'audit-events': before!.n,
    });
    const { counts } = await leader.expect(dispose(pupil, 'sen-records'));
    expect(counts).toEqual({ plans: 1, 'plan-outcomes': 1 });
    expect((await api.get(`/api/v1/plans/${plan.id}`)).status).toBe(404);
  });

  it('of the pupil record is the erasure of everything, once all of it is due', async () => {
    const pupil = await leaver(yearsAgo(26), yearsAgo(8));
    await add('results', resultBody(pupil, { date: yearsAgo(9) }));
    const plan = await add('plans', planBody(pupil));
    expect((await dispose(pupil, 'pupil-record')).body.code).toBe('not-due');
    expect((await erase(pupil)).body.code).toBe('not-due');
    expect((await api.get(`/api/v1/plans/${plan.id}`)).status).toBe(200);
    await setTerm('sen-records', { years: 26, reason: 'Handed on to the local authority' });
    const { counts, kind, ground } = await leader.expect(dispose(pupil, 'pupil-record'));
    expect([kind, ground, counts]).toEqual([
      null,
      'retention',
      { pupils: 1, enrolments: 1, results: 1, plans: 1 },
    ]);
    expect((await api.get(`/api/v1/pupils/${pupil.id}`)).status).toBe(404);
  });

  it('an erasure on the ground of retention waits for the last week of the register', async () => {
    await setTerm('attendance', { years: 8 });
    const pupil = await leaver(yearsAgo(26), yearsAgo(7));
    await addWeek(pupil, mondayOf(yearsAgo(8), 1));
    expect((await erase(pupil)).body.code).toBe('not-due');
    const other = await leaver(yearsAgo(26), yearsAgo(7));
    await addWeek(other, mondayOf(yearsAgo(8), -1));
    expect((await erase(other)).status).toBe(201);
  });

  it('says which decisions can be replayed no more, and keeps the counts of runs true', async () => {
    const world = await World.make(api);
    ({ school } = world);
    const pupilId = await world.id('pupilId');
    const recommendationId = await world.id('recommendationId');
    const { api: staff } = await makeStaff(server, api, school, ['senco', 'leader']);
    const decision = await add(
      `recommendations/${recommendationId}/decisions`,
      { outcome: 'dismiss', reason: 'Not now' },
      staff,
    );
    const run = `/api/v1/evaluations/${await world.id('evaluationId')}`;
    const before = await api.expect(api.get<{ pupils: number }>(run));
    await add('results', resultBody({ id: pupilId }, { date: yearsAgo(9) }));
    await makeItLongAgo(pupilId);
    const results = await staff.expect(dispose({ id: pupilId }, 'results', {}, staff));
    // The policy read the year group alone.
    expect([results.counts, results.decisions]).toEqual([{ results: 1 }, []]);
    const gone = await staff.expect(dispose({ id: pupilId }, 'recommendations', {}, staff));
    expect(gone.counts).toEqual({ recommendations: 1, decisions: 1, 'evaluation-result': 1 });
    expect(gone.decisions).toEqual([
      expect.objectContaining({ decisionId: decision.id, outcome: 'dismiss' }),
    ]);
    expect(await api.expect(api.get(run))).toEqual(before);
    const { data } = await api.expect(api.get<Page<{ pupilId: string; reason: string }>>(`${run}/results`));
    expect(data).toHaveLength(before.pupils);
    expect(data.map((it) => [it.reason, it.pupilId === pupilId])).toEqual([['erased', false]]);
    expect((await api.get(`/api/v1/pupils/${pupilId}`)).status).toBe(200);
  });

  it('a decision on what a policy made of results is replayed no more once those are gone, and stays', async () => {
    const name = 'reads-results';
    const bundle = bundleOf(`return ${RECOMMEND};`);
    const policyMembers = { id: 'policy', inputs: ['yearGroup', 'results:mathematics'] };
    const bytes = makePackage({ members: { name, version: '1.0.0' }, policyMembers, bundle });
    await add('plugins', packageForm(bytes));
    const put = { version: '1.0.0', enabled: true, grants: policyMembers.inputs, settings: {} };
    await api.expect(api.send('PUT', `/api/v1/schools/${school.id}/plugins/${name}`, { body: put }));
    const pupil = await makePupil(api, school);
    await add('results', resultBody(pupil));
    await addWeek(pupil, mondayOf(yearsAgo(9)));
    await ended(api, await startRun(api, school));
    const path = `/api/v1/recommendations?pupilId=${pupil.id}`;
    const { data } = await api.expect(api.get<Page<{ id: string }>>(path));
    const decided = { outcome: 'dismiss', reason: 'Not now' };
    const decision = await add(`recommendations/${data[0]!.id}/decisions`, decided, leader);
    await makeItLongAgo(pupil.id);
    expect((await leader.expect(dispose(pupil, 'attendance'))).decisions).toEqual([]);
    expect((await leader.expect(dispose(pupil, 'results'))).decisions).toEqual([
      { decisionId: decision.id, plugin: name, policyId: 'policy', outcome: 'dismiss' },
    ]);
    expect((await api.get(`/api/v1/recommendations/${data[0]!.id}`)).status).toBe(200);
  });

  /** Years pass: the pupil was born and has left long ago. */
  async function makeItLongAgo(pupilId: string): Promise<void> {
    await api.expect(api.patch(`/api/v1/pupils/${pupilId}`, { dateOfBirth: yearsAgo(26) }));
    const path = `/api/v1/pupils/${pupilId}/enrolments`;
    const { data } = await api.expect(api.get<Page<{ id: string }>>(path));
    const spell = { entryDate: yearsAgo(15), leavingDate: yearsAgo(8) };
    await api.expect(api.patch(`${path}/${data[0]!.id}`, spell));
  }

  it('another school’s pupil is 404', async () => {
    const pupil = await leaver(yearsAgo(26), yearsAgo(8));
    await add('results', resultBody(pupil, { date: yearsAgo(9) }));
    const { api: stranger } = await makeStaff(server, api, await makeSchool(api), ['leader']);
    expect((await dispose(pupil, 'results', {}, stranger)).status).toBe(404);
    expect(await due('kind=results')).toEqual(['results']);
  });
});
