import { type Answer, ApiClient, type Problem, signIn, signInStaff } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeSchool, makeStaff, next, type School } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

const PUPILS = '/api/v1/pupils';

describe.each(DATABASES)('access that is taken away on $name', ({ make }) => {
  let database: TestDatabase;
  /** Two processes on one database: what one of them changes, the other has to learn. */
  let here: TestServer;
  let there: TestServer;
  let admin: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    const limits = { ESPALIER_LIMIT_REQUESTS_PER_MINUTE: '100000000' };
    here = await startServer(database, limits);
    there = await startServer(database, limits);
    admin = await signIn(here);
    school = await makeSchool(admin);
  });

  afterAll(async () => {
    await Promise.all([here.stop(), there.stop()]);
    await database.drop();
  });

  const elsewhere = ({ token }: ApiClient) => new ApiClient(there, token);

  /** Asks until the other process refuses; Jest's own limit ends a wait that is in vain. */
  async function refusedIn(caller: ApiClient): Promise<Answer<Problem>> {
    for (;;) {
      const answer = await caller.get<Problem>(`${PUPILS}?limit=1`);
      if (answer.status !== 200) return answer;
    }
  }

  async function ends(caller: ApiClient, change: () => Promise<Answer<unknown>>): Promise<void> {
    expect([(await caller.get(PUPILS)).status, (await elsewhere(caller).get(PUPILS)).status]).toEqual([
      200, 200,
    ]);
    expect((await change()).status).toBe(200);
    const answers = [await caller.get<Problem>(PUPILS), await refusedIn(elsewhere(caller))];
    for (const { status, body, headers } of answers) {
      expect([status, body.code]).toEqual([401, 'token-invalid']);
      expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    }
  }

  async function makeSyncClient() {
    const clientId = `sync-${next()}`;
    const body = { clientId, name: 'Sync', scopes: ['pupils:read'], schoolIds: [school.id] };
    const made = await admin.expect(
      admin.post<{ id: string; clientSecret: string }>('/api/v1/clients', body),
    );
    const secret = { id: clientId, secret: made.clientSecret };
    return { path: `/api/v1/clients/${made.id}`, secret, api: await signIn(here, secret) };
  }

  it('a member of staff who is disabled is out at once, in every process', async () => {
    const { api, staffId } = await makeStaff(here, admin, school);
    await ends(api, () => admin.patch(`/api/v1/staff/${staffId}`, { enabled: false }));
    await admin.patch(`/api/v1/staff/${staffId}`, { enabled: true });
    expect((await api.get(PUPILS)).status).toBe(401);
  });

  it('a person whose roles change has the new ones at the next sign-in, and no longer the old', async () => {
    const { api, staffId } = await makeStaff(here, admin, school, ['administrator']);
    await ends(api, () => admin.patch(`/api/v1/staff/${staffId}`, { roles: ['senco'] }));
  });

  it('a new password ends the sessions of the old one', async () => {
    const { api, staffId } = await makeStaff(here, admin, school);
    const password = `another-password-${next()}`;
    await ends(api, () => admin.patch(`/api/v1/staff/${staffId}`, { password }));
    const { body } = await admin.get<{ email: string }>(`/api/v1/staff/${staffId}`);
    const again = await signInStaff(there, body.email, password);
    expect([(await again.get(PUPILS)).status, (await elsewhere(again).get(PUPILS)).status]).toEqual([
      200, 200,
    ]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['is disabled', { enabled: false }],
    ['loses a scope', { scopes: [] }],
    ['loses a school', { schoolIds: [] }],
  ])('a client that %s is out at once, in every process', async (_name, change) => {
    const { api, path } = await makeSyncClient();
    await ends(api, () => admin.patch(path, change));
  });

  it('a client that is given more signs in again and has it', async () => {
    const { api, path, secret } = await makeSyncClient();
    const scopes = ['pupils:read', 'targets:read'];
    await ends(api, () => admin.patch(path, { scopes }));
    const again = await signIn(there, secret);
    expect((await again.get('/api/v1/targets')).status).toBe(200);
  });

  it('a change of name ends nothing, nor does one that changes nothing', async () => {
    const { api, staffId } = await makeStaff(here, admin, school);
    const path = `/api/v1/staff/${staffId}`;
    for (const change of [{ name: 'New Name' }, { roles: ['senco'] }, { enabled: true }])
      expect([change, (await admin.patch(path, change)).status]).toEqual([change, 200]);
    expect((await api.get(PUPILS)).status).toBe(200);
  });

  it('the token of one who is out opens nothing after a restart either', async () => {
    const { api, staffId } = await makeStaff(here, admin, school);
    await admin.patch(`/api/v1/staff/${staffId}`, { enabled: false });
    const third = await startServer(database);
    try {
      expect((await new ApiClient(third, api.token).get(PUPILS)).status).toBe(401);
    } finally {
      await third.stop();
    }
  });
});
