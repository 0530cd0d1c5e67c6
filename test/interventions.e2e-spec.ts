import { type ApiClient, type Answer, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  makeStaff,
  provisionBody,
  provisionTypeBody,
  type School,
} from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Intervention {
  id: string;
  status: string;
  provisionType: { id: string; key: string; version: number };
  provisionId: string | null;
  startDate: string | null;
  endDate: string | null;
  deciderStaffId: string | null;
  decidedAt: string | null;
  version: number;
}

const PATH = '/api/v1/interventions';

/** In what the pupils of these tests are measured. */
const READING = { framework: { key: 'standardised' } };

describe.each(DATABASES)('interventions on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let senco: ApiClient;
  let sencoId: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    ({ api: senco, staffId: sencoId } = await makeStaff(server, api, school));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const makeProvision = async (capacity: number): Promise<string> => {
    const type = await api.expect(
      api.post<{ id: string }>('/api/v1/provision-types', provisionTypeBody(school)),
    );
    const body = provisionBody(school, { provisionTypeId: type.id, capacity });
    return (await api.expect(api.post<{ id: string }>('/api/v1/provisions', body))).id;
  };

  const propose = async (members: Record<string, unknown> = {}): Promise<Intervention> => {
    const pupil = await makePupil(api, school);
    const kind = members['provisionId'] ? {} : { provisionTypeKey: 'small-group-catch-up' };
    const body = { pupilId: pupil.id, ...kind, subject: 'reading', reason: 'Below trajectory', ...members };
    return api.expect(api.post<Intervention>(PATH, body));
  };

  const go = (id: string, to: string, members: Record<string, unknown> = {}) =>
    senco.post<Intervention & Problem>(`${PATH}/${id}/transitions`, { to, reason: `To ${to}`, ...members });

  const agreed = async (members: Record<string, unknown>): Promise<Answer<Intervention & Problem>> =>
    go((await propose(members)).id, 'agreed');

  it('a proposed intervention names its kind and version, and reads back the same', async () => {
    const made = await propose();
    expect(made).toMatchObject({
      status: 'proposed',
      provisionType: { key: 'small-group-catch-up', version: 1 },
      wave: 2,
      provisionId: null,
      deciderStaffId: null,
      decidedAt: null,
    });
    expect((await api.get<Intervention>(`${PATH}/${made.id}`)).body).toEqual(made);
  });

  it('a member of staff takes it through its whole life, and each step is written down', async () => {
    const { id } = await propose({ entry: { ...READING, value: 92, date: '2026-09-07' } });
    const agreement = await go(id, 'agreed');
    expect(agreement).toMatchObject({ status: 201, body: { status: 'agreed', deciderStaffId: sencoId } });
    expect(agreement.headers.get('etag')).toBe(`"${agreement.body.version}"`);
    expect(Date.parse(agreement.body.decidedAt!)).not.toBeNaN();
    const active = await go(id, 'active', { startDate: '2026-09-07' });
    expect(active.body).toMatchObject({ status: 'active', startDate: '2026-09-07', deciderStaffId: sencoId });
    const review = {
      outcome: 'met',
      endedOn: '2026-09-30',
      exit: { ...READING, value: 99, date: '2026-09-30' },
    };
    expect((await go(id, 'reviewed', review)).body).toMatchObject({
      status: 'reviewed',
      outcome: 'met',
      endedOn: '2026-09-30',
      exit: { points: 99, date: '2026-09-30' },
    });
    const closed = { status: 'closed', outcome: 'met', reason: 'Below trajectory' };
    expect((await go(id, 'closed')).body).toMatchObject(closed);
    const steps = await api.expect(api.get<Page<{ staffId: string | null }>>(`${PATH}/${id}/transitions`));
    expect(steps.data).toMatchObject([
      { from: null, to: 'proposed', reason: 'Below trajectory', staffId: null },
      { from: 'proposed', to: 'agreed', reason: 'To agreed', staffId: sencoId },
      { from: 'agreed', to: 'active', reason: 'To active', staffId: sencoId },
      { from: 'active', to: 'reviewed', reason: 'To reviewed', staffId: sencoId },
      { from: 'reviewed', to: 'closed', reason: 'To closed', staffId: sencoId },
    ]);
    const { data } = await api.expect(
      api.get<Page<{ staffId: string; detail: unknown }>>(
        `/api/v1/audit-events?action=intervention.transition&resourceId=${id}`,
      ),
    );
    expect(data.map((it) => it.detail)).toEqual([
      { from: 'proposed', to: 'agreed', reason: 'To agreed' },
      { from: 'agreed', to: 'active', reason: 'To active' },
      { from: 'active', to: 'reviewed', reason: 'To reviewed' },
      { from: 'reviewed', to: 'closed', reason: 'To closed' },
    ]);
    expect(new Set(data.map((it) => it.staffId))).toEqual(new Set([sencoId]));
  });

  it('a client without a named person takes no step', async () => {
    const { id } = await propose();
    const answer = await api.post<Problem>(`${PATH}/${id}/transitions`, {
      to: 'agreed',
      reason: 'By machine',
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'staff-required' } });
    expect((await api.get<Intervention>(`${PATH}/${id}`)).body.status).toBe('proposed');
  });

  it('a step that skips another, goes back or leaves the end is refused', async () => {
    const { id } = await propose();
    expect(await go(id, 'active')).toMatchObject({ status: 409, body: { code: 'transition-refused' } });
    expect(await go(id, 'proposed')).toMatchObject({ status: 409, body: { code: 'transition-refused' } });
    expect(await go(id, 'declined')).toMatchObject({ status: 201, body: { deciderStaffId: sencoId } });
    expect(await go(id, 'agreed')).toMatchObject({ status: 409, body: { code: 'transition-refused' } });
    expect(await go(id, 'gone')).toMatchObject({ status: 400, body: { errors: [{ pointer: '/to' }] } });
  });

  it('of two steps at once one is taken', async () => {
    const { id } = await propose();
    const answers = await Promise.all([go(id, 'agreed'), go(id, 'declined')]);
    expect(answers.map((it) => it.status).sort()).toEqual([201, 409]);
    expect(answers.find((it) => it.status === 409)!.body.code).toBe('transition-refused');
  });

  it('an agreed one that does not begin is declined by who has seen that it was agreed, and frees its place', async () => {
    const { id } = await propose();
    const { body: agreed } = await go(id, 'agreed');
    const decline = (ifMatch: string) =>
      senco.send<Intervention & Problem>('POST', `${PATH}/${id}/transitions`, {
        headers: { 'if-match': ifMatch },
        body: { to: 'declined', reason: 'Has left the school' },
      });
    expect(await go(id, 'declined')).toMatchObject({ status: 409, body: { code: 'transition-refused' } });
    expect(await decline(`"${agreed.version - 1}"`)).toMatchObject({ status: 412 });
    expect(await decline(`"${agreed.version}"`)).toMatchObject({ status: 201, body: { status: 'declined' } });
  });

  it('a repeated Idempotency-Key takes one step', async () => {
    const { id } = await propose();
    const path = `${PATH}/${id}/transitions`;
    const body = { to: 'agreed', reason: 'Once' };
    const first = await senco.post<Intervention>(path, body, { 'idempotency-key': `step-${id}` });
    const again = await senco.post<Intervention>(path, body, { 'idempotency-key': `step-${id}` });
    expect(again).toMatchObject({ status: 201, body: first.body });
  });

  it('agreed ones fill a provision, proposed ones do not, and the next is refused', async () => {
    const provisionId = await makeProvision(1);
    const waiting = await propose({ provisionId });
    expect((await agreed({ provisionId })).status).toBe(201);
    const refused = await go(waiting.id, 'agreed');
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await api.get<Intervention>(`${PATH}/${waiting.id}`)).body).toEqual(waiting);
  });

  it('the last place goes to one of two who are agreed at the same time', async () => {
    const provisionId = await makeProvision(1);
    const [one, two] = [await propose({ provisionId }), await propose({ provisionId })];
    const answers = await Promise.all([go(one.id, 'agreed'), go(two.id, 'agreed')]);
    expect(answers.map((it) => it.status).sort()).toEqual([201, 409]);
    expect(answers.find((it) => it.status === 409)!.body.code).toBe('conflict');
  });

  it('places that share no day share a place; a change of dates that makes them meet is refused', async () => {
    const provisionId = await makeProvision(1);
    const first = await agreed({ provisionId, endDate: '2026-10-16' });
    const second = await agreed({ provisionId, startDate: '2026-10-17' });
    expect([first.status, second.status]).toEqual([201, 201]);
    const path = `${PATH}/${first.body.id}`;
    const longer = await api.patch<Problem>(path, { endDate: '2026-10-17' });
    expect(longer).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await api.patch(path, { endDate: '2026-10-15' })).status).toBe(200);
  });

  it('a provision keeps the places and dates that its pupils hold', async () => {
    const provisionId = await makeProvision(2);
    await agreed({ provisionId });
    await agreed({ provisionId, endDate: '2026-12-18' });
    const path = `/api/v1/provisions/${provisionId}`;
    for (const change of [{ capacity: 1 }, { endDate: '2026-12-17' }]) {
      expect(await api.patch<Problem>(path, change)).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      });
    }
    expect((await api.patch(path, { capacity: 2 })).status).toBe(200);
  });

  it('an agreed intervention is put into a provision of its kind while there is a place', async () => {
    const type = provisionTypeBody(school);
    const { id: provisionTypeId } = await api.expect(
      api.post<{ id: string }>('/api/v1/provision-types', type),
    );
    const make = () =>
      api.expect(
        api.post<{ id: string }>(
          '/api/v1/provisions',
          provisionBody(school, { provisionTypeId, capacity: 1 }),
        ),
      );
    const provision = await make();
    const key = { provisionTypeKey: type['key'] };
    const [one, two] = [(await agreed(key)).body, (await agreed(key)).body];
    const put = (id: string, provisionId: string) => api.patch<Problem>(`${PATH}/${id}`, { provisionId });
    expect((await put(one.id, provision.id)).status).toBe(200);
    expect(await put(two.id, provision.id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const other = await makeProvision(1);
    expect(await put(two.id, other)).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'other-provision-type' }] },
    });
  });

  it('one that is over changes no more', async () => {
    const { id } = await propose();
    await go(id, 'declined');
    const answer = await api.patch<Problem>(`${PATH}/${id}`, { reason: 'Again' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it.each([
    ['no kind and no provision', { provisionTypeKey: undefined }, '/provisionTypeKey', 'missing'],
    ['an unknown kind', { provisionTypeKey: 'yoga' }, '/provisionTypeKey', 'unknown-provision-type'],
    ['an unknown subject', { subject: 'alchemy' }, '/subject', 'unknown-subject'],
    [
      'a target that is not the pupil’s',
      { targetId: '01900000-0000-7000-8000-00000000dead' },
      '/targetId',
      'unknown-target',
    ],
    ['no reason', { reason: ' ' }, '/reason', 'matches'],
    [
      'an end before the start',
      { startDate: '2026-10-02', endDate: '2026-10-01' },
      '/endDate',
      'ends-before-start',
    ],
    ['an unknown pupil', { pupilId: '01900000-0000-7000-8000-00000000dead' }, '/pupilId', 'unknown-pupil'],
    ['a decision by nobody', { status: 'agreed' }, '/deciderStaffId', 'missing'],
    [
      'a decision by somebody else’s staff',
      { status: 'agreed', deciderStaffId: '01900000-0000-7000-8000-00000000dead' },
      '/deciderStaffId',
      'unknown-staff',
    ],
    [
      'a measure in no framework that is known',
      { entry: { framework: { key: 'alchemy' }, value: 1, date: '2026-09-07' } },
      '/entry/framework/key',
      'unknown-framework',
    ],
    [
      'a measure off its framework’s scale',
      { entry: { ...READING, value: 141, date: '2026-09-07' } },
      '/entry/value',
      'value-out-of-range',
    ],
    ['a measure of nothing', { entry: { value: 1, date: '2026-09-07' } }, '/entry', 'measure-of-what'],
  ])('an intervention with %s is refused at its pointer', async (_case, members, pointer, code) => {
    const pupil = await makePupil(api, school);
    const body = { pupilId: pupil.id, provisionTypeKey: 'small-group-catch-up', reason: 'Why', ...members };
    const answer = await api.post<Problem>(PATH, body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer, code }]);
    const list = await api.expect(api.get<Page<unknown>>(`${PATH}?pupilId=${pupil.id}&count=true`));
    expect(list.page.total).toBe(0);
  });

  it('a review without an outcome, or with new dates, is refused', async () => {
    const { id } = await propose();
    await go(id, 'agreed');
    await go(id, 'active', { startDate: '2026-09-07' });
    const refused = async (members: Record<string, unknown>) =>
      (await go(id, 'reviewed', members)).body.errors?.map((it) => `${it.pointer} ${it.code}`);
    expect(await refused({})).toEqual(['/outcome missing']);
    expect(await refused({ outcome: 'met', endDate: '2026-10-01' })).toEqual(['/endDate not-in-this-step']);
    expect(await refused({ outcome: 'met', endedOn: '2026-09-06' })).toEqual([
      '/endedOn outside-intervention',
    ]);
    expect((await go(id, 'reviewed', { outcome: 'not' })).status).toBe(201);
  });

  it('a source key is taken once', async () => {
    const source = { system: 'mis', id: 'i-1' };
    await propose({ source });
    const pupil = await makePupil(api, school);
    const body = { pupilId: pupil.id, provisionTypeKey: 'small-group-catch-up', reason: 'Why', source };
    expect(await api.post<Problem>(PATH, body)).toMatchObject({ status: 409, body: { code: 'duplicate' } });
  });

  it('lists by pupil, status, subject and change', async () => {
    const made = await propose({ subject: 'science' });
    const since = new Date(Date.now() + 3_600_000).toISOString();
    const list = async (query: string) =>
      (await api.expect(api.get<Page<Intervention>>(`${PATH}?schoolId=${school.id}&${query}`))).data;
    expect(await list('subject=science&status=proposed')).toEqual([made]);
    expect(await list('subject=science&status=active')).toEqual([]);
    expect(await list(`subject=science&updatedSince=${since}`)).toEqual([]);
    const pupilId = (made as unknown as { pupilId: string }).pupilId;
    expect(await list(`pupilId=${pupilId}`)).toEqual([made]);
  });

  it('another school’s pupils, provisions and interventions are not there', async () => {
    const other = await makeSchool(api);
    const own = await makeClient(server, api, ['interventions:read', 'interventions:write'], [other.id]);
    const { api: stranger } = await makeStaff(server, api, other);
    const made = await propose();
    const path = `${PATH}/${made.id}`;
    expect((await own.get(path)).status).toBe(404);
    expect((await own.patch(path, { reason: 'Mine' }, '"1"')).status).toBe(404);
    const step = await stranger.post<Problem>(`${path}/transitions`, { to: 'agreed', reason: 'Mine' });
    expect(step).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const provisionId = await makeProvision(1);
    const pupil = await makePupil(api, other);
    const body = { pupilId: pupil.id, provisionId, reason: 'Why' };
    const answer = await own.post<Problem>(PATH, body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'unknown-provision' }] } });
  });

  it('a pupil with an intervention is not removed', async () => {
    const made = await propose();
    const pupilPath = `/api/v1/pupils/${(made as unknown as { pupilId: string }).pupilId}`;
    const etag = (await api.get(pupilPath)).headers.get('etag')!;
    const answer = await api.send<Problem>('DELETE', pupilPath, { headers: { 'if-match': etag } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});
