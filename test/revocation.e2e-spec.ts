import { SignJWT } from 'jose';
import { type Answer, ApiClient, type Problem, signIn, signInStaff } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { bundleOf, enableBundle, ended, RECOMMEND, startRun } from './support/evaluations.js';
import { makePupil, makeSchool, makeStaff, next, type School } from './support/factories.js';
import { readRows } from './support/read-rows.js';
import { startServer, type TestServer } from './support/server.js';
import { writeRows } from './support/write-rows.js';

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

  describe('the events of a run that goes on', () => {
    let path: string;

    beforeAll(async () => {
      await makePupil(admin, school);
      await enableBundle(admin, school, `@test/run-${next()}`, bundleOf(`return ${RECOMMEND};`));
      const run = await ended(admin, await startRun(admin, school, { mode: 'dry' }));
      // As if another process had taken it up and still carried it out.
      await writeRows(
        database,
        `update evaluation_batch set state = 'claimed', lease_until = '2999-01-01T00:00:00.000Z'
          where evaluation_id = '${run.id}'`,
      );
      await writeRows(database, `update evaluation set status = 'running' where id = '${run.id}'`);
      path = `/api/v1/evaluations/${run.id}/events`;
    });

    /** Follows the events to their end, which comes only with that of access; `begun` once the first is there. */
    function follow(server: TestServer, token: string) {
      const first = Promise.withResolvers<true>();
      const read = async () => {
        const answer = await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } });
        let text = '';
        for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
          text += chunk;
          if (text.includes('event:')) first.resolve(true);
        }
        return text;
      };
      return { begun: first.promise, text: read() };
    }

    const told = (text: string) => [...text.matchAll(/^event: (.*)$/gm)].map((it) => it[1]);

    it('end for a member of staff who is disabled, in every process, and for nobody else', async () => {
      const { api, staffId } = await makeStaff(here, admin, school);
      const { api: stays, staffId: later } = await makeStaff(here, admin, school);
      const other = follow(there, stays.token!);
      const streams = [follow(here, api.token!), follow(there, api.token!)];
      await Promise.all([...streams, other].map((it) => it.begun));
      expect((await admin.patch(`/api/v1/staff/${staffId}`, { enabled: false })).status).toBe(200);
      for (const { text } of streams) {
        expect(told(await text)).toEqual(['progress', 'ended']);
        expect(await text).toMatch(/^event: ended[^]*"code":"token-invalid"/m);
      }
      expect((await elsewhere(stays).get(PUPILS)).status).toBe(200);
      expect((await admin.patch(`/api/v1/staff/${later}`, { enabled: false })).status).toBe(200);
      expect(told(await other.text)).toEqual(['progress', 'ended']);
    });

    it('end when the token expires', async () => {
      const [key] = await readRows<{ secret: string }>(database, 'select secret from signing_key');
      const token = await new SignJWT({ scope: 'recommendations:read', schools: [school.id], staff: null })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
        .setIssuer('espalier')
        .setSubject('short')
        .setExpirationTime('3s')
        .sign(Buffer.from(key!.secret, 'base64url'));
      const { begun, text } = follow(here, token);
      await begun;
      expect(told(await text)).toEqual(['progress', 'ended']);
      expect(await text).toMatch(/^event: ended[^]*"code":"token-expired"/m);
    });
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
