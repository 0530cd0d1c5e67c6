import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, makeStaff, type School } from './support/factories.js';
import { CONSENT, planBody, referralBody, reviewBody } from './support/plan-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Row {
  id: string;
}

describe.each(DATABASES)('contacts of a pupil in plans and referrals on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let staffId: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    ({ staffId } = await makeStaff(server, api, school));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** A contact of a pupil, with or without parental responsibility. */
  async function contactOf({ id: pupilId }: Row, parentalResponsibility = true): Promise<string> {
    const person = { name: 'Ngozi Okafor', relationship: 'mother', mayBeContacted: true, priority: 1 };
    const body = { ...person, pupilId, parentalResponsibility };
    return (await api.expect(api.post<Row>('/api/v1/contacts', body))).id;
  }

  const post = (path: string, body: unknown) => api.post<Row & Problem>(path, body);

  async function openPlan() {
    const pupil = await makePupil(api, school);
    const body = planBody(pupil, { status: 'open', coordinatorStaffId: staffId });
    return { pupil, path: `/api/v1/plans/${(await api.expect(post('/api/v1/plans', body))).id}` };
  }

  it('a contribution is that of a contact of the pupil, and of no other', async () => {
    const { pupil, path } = await openPlan();
    const other = await makePupil(api, school);
    const body = {
      author: 'parent',
      date: '2026-11-02',
      views: 'She reads now.',
      recordedByStaffId: staffId,
    };
    const contactId = await contactOf(pupil);
    const contributions = `${path}/contributions`;
    expect((await post(contributions, { ...body, contactId })).body).toMatchObject({
      contactId,
      authorName: null,
    });
    for (const [members, code] of [
      [{ contactId: await contactOf(other) }, 'unknown-contact'],
      [{ contactId, author: 'pupil' }, 'not-a-parent'],
    ] as const) {
      const answer = await post(contributions, { ...body, ...members });
      expect([answer.status, answer.body.errors]).toMatchObject([400, [{ pointer: '/contactId', code }]]);
    }
  });

  it('an invitation names a contact of the pupil, and of no other', async () => {
    const { pupil, path } = await openPlan();
    const invite = (contactId: string) =>
      post(`${path}/reviews`, reviewBody({ invitations: [{ role: 'parent', name: 'Ngozi', contactId }] }));
    const contactId = await contactOf(pupil);
    expect((await invite(contactId)).body).toMatchObject({ invitations: [{ contactId }] });
    const other = await contactOf(await makePupil(api, school));
    expect((await invite(other)).body.errors).toMatchObject([
      { pointer: '/invitations/0/contactId', code: 'unknown-contact' },
    ]);
  });

  it('a parent who consents has parental responsibility', async () => {
    const pupil = await makePupil(api, school);
    const refer = (contactId: string, givenBy = 'parent') =>
      post('/api/v1/referrals', referralBody(pupil, { consent: { ...CONSENT, givenBy, contactId } }));
    const mother = await contactOf(pupil);
    const grandmother = await contactOf(pupil, false);
    expect((await refer(mother)).body).toMatchObject({ consent: { contactId: mother } });
    const codes = [
      await refer(grandmother),
      await refer(mother, 'pupil'),
      await refer(await contactOf(await makePupil(api, school))),
    ].map(({ body }) => body.errors?.map(({ pointer, code }) => `${pointer} ${code}`));
    expect(codes).toEqual([
      ['/consent/contactId no-parental-responsibility'],
      ['/consent/contactId not-a-parent'],
      ['/consent/contactId unknown-contact'],
    ]);
  });
});
