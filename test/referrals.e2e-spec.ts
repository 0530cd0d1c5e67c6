import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, makeStaff, next, type School } from './support/factories.js';
import { CONSENT, planBody, referralBody } from './support/plan-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Referral {
  id: string;
  status: string;
  version: number;
}
interface BatchAnswer {
  created: number;
  updated: number;
  unchanged: number;
  outcomes: { code?: string }[];
}

const PATH = '/api/v1/referrals';
const UNKNOWN = '01900000-0000-7000-8000-00000000dead';

describe.each(DATABASES)('referrals on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let senco: { api: ApiClient; staffId: string };

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    senco = await makeStaff(server, api, school);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const post = (body: unknown) => api.post<Referral & Problem>(PATH, body);
  const made = async (members: Record<string, unknown> = {}) =>
    api.expect(api.post<Referral>(PATH, referralBody(await makePupil(api, school), members)));
  const step = ({ id }: Referral, to: string, on: string, rest: Record<string, unknown> = {}) =>
    senco.api.post<Referral & Problem>(`${PATH}/${id}/transitions`, { to, on, ...rest });
  const withdraw = ({ id }: Referral, on: string) =>
    senco.api.post<Referral & Problem>(`${PATH}/${id}/consent-withdrawal`, {
      on,
      reason: 'Would rather wait.',
    });
  const ready = () => ({ consent: CONSENT, leadStaffId: senco.staffId });

  it('a referral that was added reads back the same', async () => {
    const pupil = await makePupil(api, school);
    const answer = await post(referralBody(pupil, ready()));
    expect(answer).toMatchObject({
      status: 201,
      body: {
        schoolId: school.id,
        pupilId: pupil.id,
        service: 'speech-and-language',
        status: 'draft',
        leadStaffId: senco.staffId,
        consent: { ...CONSENT, withdrawnOn: null },
        sentOn: null,
        outcome: null,
        source: null,
      },
    });
    expect((await api.get(answer.headers.get('location')!)).body).toEqual(answer.body);
  });

  it('it is sent, accepted, worked on and closed, each with its day', async () => {
    const referral = await made(ready());
    await api.expect(step(referral, 'sent', '2026-09-14'));
    await api.expect(step(referral, 'accepted', '2026-10-01'));
    await api.expect(step(referral, 'active', '2026-10-12'));
    expect((await step(referral, 'closed', '2026-11-20')).body.errors).toMatchObject([
      { pointer: '/outcome', code: 'missing' },
    ]);
    const closed = await step(referral, 'closed', '2026-11-20', { outcome: 'Discharged with a programme' });
    expect(closed.body).toMatchObject({
      status: 'closed',
      sentOn: '2026-09-14',
      answeredOn: '2026-10-01',
      activeFrom: '2026-10-12',
      closedOn: '2026-11-20',
      outcome: 'Discharged with a programme',
    });
    expect((await step(referral, 'sent', '2026-11-20')).body.code).toBe('transition-refused');
    expect((await api.patch<Problem>(`${PATH}/${referral.id}`, { agencyReference: 'X' })).body.code).toBe(
      'conflict',
    );
  });

  it.each<[string, Record<string, unknown>, string, string, string]>([
    ['without consent', { consent: null }, '2026-09-14', '/consent', 'missing'],
    ['without a lead professional', { leadStaffId: null }, '2026-09-14', '/leadStaffId', 'missing'],
    ['before consent was given', {}, '2026-09-09', '/consent/givenOn', 'after-sent'],
    ['on a day that is yet to come', {}, '2190-01-01', '/on', 'in-future'],
  ])('it is not sent %s', async (_case, members, on, pointer, code) => {
    const referral = await made({ ...ready(), ...members });
    const { status, body } = await step(referral, 'sent', on);
    expect([status, body.errors]).toMatchObject([400, [{ pointer, code }]]);
    expect((await api.get(`${PATH}/${referral.id}`)).body).toMatchObject({ status: 'draft', sentOn: null });
  });

  it('social care can be told without consent, with the reason; early help cannot', async () => {
    const withoutConsentReason = 'Asking first would put the child at risk.';
    const told = { consent: null, leadStaffId: senco.staffId, withoutConsentReason };
    const referral = await made({ ...told, service: 'social-care' });
    expect((await step(referral, 'sent', '2026-09-14')).body).toMatchObject({
      status: 'sent',
      consent: null,
    });
    expect((await withdraw(referral, '2026-09-15')).body.code).toBe('conflict');
    const pupil = await makePupil(api, school);
    expect((await post(referralBody(pupil, { ...told, service: 'early-help' }))).body.errors).toMatchObject([
      { pointer: '/withoutConsentReason', code: 'consent-needed' },
    ]);
  });

  it('withdrawn consent stops what is under way and is never sent again', async () => {
    const referral = await made(ready());
    await api.expect(step(referral, 'sent', '2026-09-14'));
    expect((await withdraw(referral, '2026-09-09')).body.errors).toMatchObject([
      { pointer: '/on', code: 'before-consent' },
    ]);
    expect((await withdraw(referral, '2026-09-13')).body.errors).toMatchObject([
      { pointer: '/on', code: 'out-of-order' },
    ]);
    expect((await withdraw(referral, '2026-09-20')).body).toMatchObject({
      status: 'closed',
      closedOn: '2026-09-20',
      outcome: 'Consent withdrawn: Would rather wait.',
      consent: { withdrawnOn: '2026-09-20' },
    });
    expect((await withdraw(referral, '2026-09-21')).body.code).toBe('conflict');
  });

  it('a draft whose consent was withdrawn waits for it to be given again', async () => {
    const referral = await made(ready());
    expect((await withdraw(referral, '2026-09-12')).body).toMatchObject({ status: 'draft' });
    expect((await step(referral, 'sent', '2026-09-14')).body.errors).toMatchObject([
      { pointer: '/consent', code: 'withdrawn' },
    ]);
    const consent = { ...CONSENT, givenOn: '2026-09-15' };
    expect((await api.patch(`${PATH}/${referral.id}`, { consent })).body).toMatchObject({
      consent: { givenOn: '2026-09-15', withdrawnOn: null },
    });
    expect((await step(referral, 'sent', '2026-09-15')).status).toBe(200);
  });

  it('what was told to the service stays, and who leads may change', async () => {
    const referral = await made(ready());
    await api.expect(step(referral, 'sent', '2026-09-14'));
    const path = `${PATH}/${referral.id}`;
    for (const members of [{ reason: 'Other' }, { service: 'camhs' }, { consent: null }]) {
      expect(await api.patch<Problem>(path, members)).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      });
    }
    const { staffId: leadStaffId } = await makeStaff(server, api, school);
    expect((await api.patch(path, { leadStaffId, agencyReference: 'SLT-77' })).body).toMatchObject({
      leadStaffId,
      agencyReference: 'SLT-77',
    });
  });

  it('a person takes each step, and of two who differ one does', async () => {
    const referral = await made(ready());
    const path = `${PATH}/${referral.id}/transitions`;
    expect((await api.post<Problem>(path, { to: 'sent', on: '2026-09-14' })).body.code).toBe(
      'staff-required',
    );
    await api.expect(step(referral, 'sent', '2026-09-14'));
    const answers = await Promise.all([
      step(referral, 'accepted', '2026-10-01'),
      step(referral, 'declined', '2026-10-02', { outcome: 'Does not meet the threshold' }),
    ]);
    const [won, lost] = answers[0].status === 200 ? answers : answers.toReversed();
    expect([won!.status, lost!.status, lost!.body.code]).toEqual([200, 409, 'transition-refused']);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['to a service that there is not', { service: 'magic' }, '/service', 'not-in-set'],
    ['of an unknown pupil', { pupilId: UNKNOWN }, '/pupilId', 'unknown-pupil'],
    ['led by somebody unknown', { leadStaffId: UNKNOWN }, '/leadStaffId', 'unknown-staff'],
    ['for an unknown plan', { planId: UNKNOWN }, '/planId', 'unknown-plan'],
    ['with consent of nobody', { consent: { ...CONSENT, name: undefined } }, '/consent/name', 'missing'],
    ['that is sent on no day', { status: 'sent', consent: CONSENT }, '/sentOn', 'missing'],
  ])('a referral %s is refused at its place', async (_case, members, pointer, code) => {
    const pupil = await makePupil(api, school);
    const { status, body } = await post(referralBody(pupil, { leadStaffId: senco.staffId, ...members }));
    expect([status, body.errors]).toMatchObject([400, [{ pointer, code }]]);
    const found = await api.get<Page<unknown>>(`${PATH}?pupilId=${pupil.id}`);
    expect(found.body.data).toEqual([]);
  });

  it('it serves a plan of the same pupil', async () => {
    const pupil = await makePupil(api, school);
    const { id: planId } = await api.expect(api.post<Referral>('/api/v1/plans', planBody(pupil)));
    expect((await post(referralBody(pupil, { planId }))).body).toMatchObject({ planId });
    const other = referralBody(await makePupil(api, school), { planId });
    expect((await post(other)).body.errors).toMatchObject([{ pointer: '/planId', code: 'unknown-plan' }]);
  });

  it('a sync that has missed some steps catches up and doubles nothing', async () => {
    const source = { system: 'cpoms', id: `r-${next()}` };
    const item = referralBody(await makePupil(api, school), {
      ...ready(),
      source,
      status: 'sent',
      sentOn: '2026-09-14',
    });
    const batch = (...items: unknown[]) =>
      api.expect(api.post<BatchAnswer>(`${PATH}:batch?match=source`, { items }));
    expect(await batch(item)).toMatchObject({ created: 1 });
    expect(await batch(item)).toMatchObject({ unchanged: 1 });
    const active = { ...item, status: 'active', answeredOn: '2026-10-01', activeFrom: '2026-10-12' };
    expect(await batch(active)).toMatchObject({ updated: 1 });
    expect((await batch(item, { ...active, reason: 'Other' })).outcomes.map((it) => it.code)).toEqual([
      'transition-refused',
      'conflict',
    ]);
    const path = `${PATH}?sourceSystem=cpoms&sourceId=${source.id}`;
    expect((await api.get<Page<Referral>>(path)).body.data).toMatchObject([{ status: 'active' }]);
  });

  it('a list is filtered, also by those under way on a day', async () => {
    const at = await makeSchool(api);
    const { staffId: leadStaffId } = await makeStaff(server, api, at);
    const add = async (members: Record<string, unknown>) =>
      api.expect(api.post<Referral>(PATH, referralBody(await makePupil(api, at), members)));
    const sent = { consent: CONSENT, leadStaffId, sentOn: '2026-09-14' };
    await add({});
    await add({ ...sent, status: 'sent' });
    await add({ ...sent, status: 'declined', answeredOn: '2026-10-01', service: 'camhs' });
    await add({ ...sent, status: 'closed', closedOn: '2026-10-02', outcome: 'Moved away' });
    const total = async (query: string) =>
      (await api.expect(api.get<Page<Referral>>(`${PATH}?schoolId=${at.id}&count=true&${query}`))).page.total;
    expect(await total('')).toBe(4);
    expect(await total('status=declined')).toBe(1);
    expect(await total('service=camhs')).toBe(1);
    expect(await total(`leadStaffId=${leadStaffId}`)).toBe(3);
    expect(await total('asOf=2026-09-13')).toBe(0);
    expect(await total('asOf=2026-09-14')).toBe(3);
    expect(await total('asOf=2026-10-01')).toBe(2);
    expect(await total('asOf=2026-10-02')).toBe(1);
    expect(await total('updatedSince=2199-01-01T00:00:00Z')).toBe(0);
  });

  it('needs sensitive:read, and each read is audited with the pupil', async () => {
    const pupil = await makePupil(api, school);
    const { id } = await api.expect(api.post<Referral>(PATH, referralBody(pupil)));
    const plain = await makeClient(server, api, ['referrals:read', 'referrals:write'], [school.id]);
    const refusals = [
      await plain.get<Problem>(PATH),
      await plain.get<Problem>(`${PATH}/${id}`),
      await plain.post<Problem>(PATH, referralBody(pupil)),
    ];
    expect(refusals.map((it) => it.body.code)).toEqual(Array(3).fill('sensitive-refused'));
    await api.get(`${PATH}/${id}`);
    await api.get(`${PATH}?pupilId=${pupil.id}`);
    const audit = `/api/v1/audit-events?resourceId=${pupil.id}&action=sensitive.read&count=true`;
    expect((await api.expect(api.get<Page<unknown>>(audit))).page.total).toBe(2);
  });
});
