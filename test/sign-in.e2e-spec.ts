import { type ApiClient, type Page, type Problem, signIn, signInStaff } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, next, pupilBody, type School } from './support/factories.js';
import { readRows } from './support/read-rows.js';
import { ADMIN, startServer, type TestServer } from './support/server.js';

const PUPILS = '/api/v1/pupils';

interface AuditEvent {
  action: string;
  resourceId: string;
  clientId: string;
  detail: Record<string, unknown> | null;
}

describe.each(DATABASES)('sign-in and what a token opens on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database, { LOG_LEVEL: 'trace' });
    admin = await signIn(server);
    school = await makeSchool(admin);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  async function token(form: Record<string, string> | string[][], headers: Record<string, string> = {}) {
    const body = new URLSearchParams(form);
    const response = await fetch(`${server.url}/oauth/token`, { method: 'POST', headers, body });
    return { response, body: (await response.json()) as Record<string, unknown> };
  }

  it('the token endpoint speaks RFC 6749', async () => {
    const grant = { grant_type: 'client_credentials' };
    const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    const good = await token(grant, basic(`${ADMIN.id}:${ADMIN.secret}`));
    expect(good.response.headers.get('cache-control')).toBe('no-store');
    expect(good.body).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    const fewer = await token({ ...grant, scope: 'pupils:read' }, basic(`${ADMIN.id}:${ADMIN.secret}`));
    expect(fewer.body['scope']).toBe('pupils:read');
    const sent = { client_id: ADMIN.id, client_secret: ADMIN.secret };
    const refusals: [Record<string, string> | string[][], Record<string, string>, number, string][] = [
      [{}, {}, 400, 'invalid_request'],
      [{ grant_type: 'password' }, {}, 400, 'unsupported_grant_type'],
      [grant, {}, 401, 'invalid_client'],
      [grant, basic('nobody:at-all'), 401, 'invalid_client'],
      [grant, basic(`${ADMIN.id}:wrong`), 401, 'invalid_client'],
      [grant, basic(ADMIN.id), 401, 'invalid_client'],
      [{ ...grant, client_id: `${ADMIN.id} `, client_secret: ADMIN.secret }, {}, 401, 'invalid_client'],
      [{ ...grant, ...sent, scope: 'everything' }, {}, 400, 'invalid_scope'],
      [
        [
          ['grant_type', 'client_credentials'],
          ['grant_type', 'x'],
        ],
        {},
        400,
        'invalid_request',
      ],
    ];
    for (const [form, headers, status, error] of refusals) {
      const { response, body } = await token(form, headers);
      expect([form, response.status, body['error']]).toEqual([form, status, error]);
    }
  });

  it('a client that is disabled gets no more tokens, and its secret was shown once', async () => {
    const clientId = `switched-${next()}`;
    const body = { clientId, name: 'x', scopes: ['pupils:read'], schoolIds: [school.id] };
    const made = await admin.post<{ id: string; clientSecret: string }>('/api/v1/clients', body);
    const { id, clientSecret } = made.body;
    await signIn(server, { id: clientId, secret: clientSecret });
    const read = await admin.get(`/api/v1/clients/${id}`);
    expect(JSON.stringify([read.body, (await admin.get('/api/v1/clients')).body])).not.toContain(
      clientSecret,
    );
    await admin.patch(`/api/v1/clients/${id}`, { enabled: false });
    await expect(signIn(server, { id: clientId, secret: clientSecret })).rejects.toThrow('401');
  });

  it('a client says which schools it sees: leaving that out is no way to see them all', async () => {
    const body = { clientId: `open-${next()}`, name: 'x', scopes: [] };
    const answer = await admin.post<Problem>('/api/v1/clients', body);
    expect([answer.status, answer.body.errors?.[0]]).toMatchObject([
      400,
      { pointer: '/schoolIds', code: 'missing' },
    ]);
  });

  it('a client of some schools cannot make clients or schools, nor give itself more', async () => {
    const limited = await makeClient(server, admin, ['admin', 'schools:read'], [school.id]);
    const client = { clientId: `more-${next()}`, name: 'x', scopes: ['admin'], schoolIds: null };
    expect((await limited.post('/api/v1/clients', client)).status).toBe(404);
    expect((await limited.get<Page<unknown>>('/api/v1/clients')).body.data).toEqual([]);
    const answer = await limited.post<Problem>('/api/v1/schools', {
      urn: '100001',
      laCode: '999',
      establishment: '9999',
      name: 'x',
      phase: 'primary',
    });
    expect(answer.body.code).toBe('scope-missing');
    const keys = await limited.patch<Problem>(`/api/v1/schools/${school.id}`, { urn: '123456' });
    expect(keys.body.code).toBe('scope-missing');
    expect((await limited.patch(`/api/v1/schools/${school.id}`, { name: 'New name' })).status).toBe(200);
  });

  it('staff sign in by e-mail and password, which nothing shows again', async () => {
    const email = `Head${next()}@Test.School`;
    const password = `correct-horse-${next()}`;
    const body = { schoolId: school.id, name: 'Head', email, roles: ['leader'], password };
    const { id } = await admin.expect(admin.post<{ id: string }>('/api/v1/staff', body));
    const head = await signInStaff(server, email.toUpperCase(), password);
    expect((await head.get<Page<unknown>>(PUPILS)).status).toBe(200);
    const wrong = await admin.post<Problem>('/api/v1/auth/sessions', { email, password: 'wrong-password' });
    const nobody = await admin.post<Problem>('/api/v1/auth/sessions', { email: 'x@y.zz', password });
    expect([wrong.status, wrong.body]).toEqual([401, { ...nobody.body }]);
    const changed = `changed-horse-${next()}`;
    await admin.patch(`/api/v1/staff/${id}`, { password: changed });
    await signInStaff(server, email, changed);
    await admin.patch(`/api/v1/staff/${id}`, { enabled: false });
    await expect(signInStaff(server, email, changed)).rejects.toThrow('credentials-invalid');
    const { body: audit } = await admin.get<Page<AuditEvent>>(`/api/v1/audit-events?resourceId=${id}`);
    expect(audit.data.map((it) => it.action)).toEqual([
      'staff.create',
      'staff.sign-in',
      'staff.update',
      'staff.sign-in',
      'staff.update',
    ]);
    const everything = [
      JSON.stringify([audit, (await admin.get(`/api/v1/staff/${id}`)).body]),
      JSON.stringify(await readRows(database, 'select * from staff')),
      JSON.stringify(await readRows(database, 'select * from staff_history')),
      server.output(),
    ].join();
    expect([password, changed].filter((it) => everything.includes(it))).toEqual([]);
  });

  it('secrets and tokens are in no table as they are, and in no line of the log', async () => {
    const rows = [
      ...(await readRows(database, 'select * from client')),
      ...(await readRows(database, 'select * from audit_event')),
      ...(await readRows(database, 'select * from change_event')),
    ];
    const text = JSON.stringify(rows) + server.output();
    expect([ADMIN.secret, admin.token!].filter((it) => text.includes(it))).toEqual([]);
    expect(server.output()).not.toContain('scrypt$');
  });

  describe('sensitive members', () => {
    it('without sensitive:read they are left out, and filters on them refused', async () => {
      const plain = await makeClient(
        server,
        admin,
        ['pupils:read', 'pupils:write', 'changes:read'],
        [school.id],
      );
      const pupil = await makePupil(admin, school, { sex: 'F' });
      const path = `${PUPILS}/${pupil.id}`;
      const shown = [
        (await plain.get(path)).body,
        (await plain.get<Page<object>>(PUPILS)).body.data.at(-1),
        (await plain.get(`${path}?fields=sex`)).body,
        (await plain.get<Page<object>>(`${PUPILS}?fields=sex,upn`)).body.data.at(-1),
        (await plain.patch(path, { legalSurname: 'Other' })).body,
        (await plain.post(PUPILS, pupilBody(school, { sex: 'M' }))).body,
      ];
      expect(shown.filter((it) => 'sex' in (it as object))).toEqual([]);
      const refused = await Promise.all([
        plain.get<Problem>(`${PUPILS}?sex=F`),
        plain.get<Problem>(`${PUPILS}?sen=K`),
        plain.get<Problem>(`${path}/characteristics`),
      ]);
      expect(refused.map((it) => `${it.status} ${it.body.code}`)).toEqual(
        Array<string>(3).fill('403 sensitive-refused'),
      );
      expect((await plain.get<Problem>(`${PUPILS}?sort=sex`)).body.errors?.[0]?.code).toBe('unknown-sort');
      await admin.post(`${path}/characteristics`, {
        kind: 'lookedAfter',
        value: 'yes',
        startDate: '2025-09-01',
      });
      const changes = await plain.get(`/api/v1/schools/${school.id}/changes?limit=500`);
      expect(JSON.stringify(changes.body)).not.toContain('lookedAfter');
    });

    it('with it they are there, and each row that was read is in the audit', async () => {
      const reader = await makeClient(server, admin, ['pupils:read', 'sensitive:read'], [school.id]);
      const own = await makeSchool(admin);
      const pupils = [await makePupil(admin, own), await makePupil(admin, own)];
      const one = await makeClient(server, admin, ['pupils:read', 'sensitive:read'], [own.id]);
      const list = await one.get<Page<{ sex: string }>>(`${PUPILS}?sex=F`);
      expect(list.body.data.map((it) => it.sex)).toEqual(['F', 'F']);
      await one.get(`${PUPILS}/${pupils[0]!.id}`);
      await one.get(`${PUPILS}/${pupils[0]!.id}/characteristics`);
      expect((await reader.get(`${PUPILS}/${pupils[0]!.id}`)).status).toBe(404);
      const audit = await admin.get<Page<AuditEvent>>(
        `/api/v1/audit-events?schoolId=${own.id}&action=sensitive.read`,
      );
      const ids = pupils.map((it) => it.id);
      expect(audit.body.data.map((it) => it.resourceId)).toEqual([...ids, ids[0], ids[0]]);
    });
  });
});

describe.each(DATABASES)('rate limits on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database, {
      ESPALIER_LIMIT_REQUESTS_PER_MINUTE: '20',
      ESPALIER_LIMIT_SIGN_INS_PER_MINUTE: '5',
    });
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('a caller over the limit is told when to come back, also with a new token; others go on', async () => {
    const first = await signIn(server);
    const other = await makeClient(server, first, ['pupils:read'], null);
    const answers = [];
    for (let i = 0; i < 25; i++) answers.push(await first.get<Problem>(PUPILS));
    const refused = answers.filter((it) => it.status === 429);
    // One request went into making the other client.
    expect(refused).toHaveLength(6);
    expect(refused[0]!.body).toMatchObject({ code: 'too-many-requests', status: 429 });
    const { headers } = refused[0]!;
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(headers.get('ratelimit')).toMatch(/^"default";r=0;t=\d+$/);
    expect(headers.get('ratelimit-policy')).toBe('"default";q=20;w=60');
    expect(answers[0]!.headers.get('ratelimit')).toMatch(/^"default";r=18;t=\d+$/);
    expect((await (await signIn(server)).get(PUPILS)).status).toBe(429);
    expect((await other.get(PUPILS)).status).toBe(200);
  });

  it('sign-ins that fail are limited by address, those that succeed are not', async () => {
    for (let i = 0; i < 8; i++) await signIn(server);
    const guess = () =>
      signIn(server, { id: ADMIN.id, secret: 'guess' }).then(
        () => 'signed in',
        (error: unknown) => String(error),
      );
    const guesses: string[] = [];
    for (let i = 0; i < 8; i++) guesses.push(await guess());
    expect(guesses.slice(0, 5).every((it) => it.includes('401'))).toBe(true);
    expect(guesses.slice(5).every((it) => it.includes('429'))).toBe(true);
  });
});
