import { type Answer, ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeSchool, next, type School } from './support/factories.js';
import { makeKey, OIDC_CLIENT, OidcIssuer, publicText } from './support/oidc-issuer.js';
import { startServer, type TestServer } from './support/server.js';

interface Session {
  readonly accessToken: string;
  readonly staffId: string;
  readonly scopes: string[];
}

const SESSIONS = '/api/v1/auth/sessions';
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe.each(DATABASES)('sign-in by OpenID Connect on $name', ({ make }) => {
  let database: TestDatabase;
  let issuer: OidcIssuer;
  let server: TestServer;
  let admin: ApiClient;
  let school: School;
  let person: { id: string; email: string };

  beforeAll(async () => {
    database = await make();
    issuer = await OidcIssuer.start();
    server = await startServer(database, {
      ESPALIER_OIDC_ISSUER: issuer.url,
      ESPALIER_OIDC_CLIENT_ID: OIDC_CLIENT,
    });
    admin = await signIn(server);
    school = await makeSchool(admin);
    person = await makePerson();
  });

  afterAll(async () => {
    await server.stop();
    await issuer.stop();
    await database.drop();
  });

  /** A member of staff without a password. */
  async function makePerson() {
    const n = next();
    const body = {
      schoolId: school.id,
      name: `Person ${n}`,
      email: `person${n}@test.school`,
      roles: ['senco'],
    };
    return admin.expect(admin.post<{ id: string; email: string }>('/api/v1/staff', body));
  }

  const open = <T = Problem>(idToken: string, more: object = {}, at = server): Promise<Answer<T>> =>
    new ApiClient(at, null).post<T>(SESSIONS, { idToken, ...more });

  it('the person of a verified address gets a session with the scopes of the roles', async () => {
    const { status, body } = await open<Session>(await issuer.token(person.email.toUpperCase()));
    expect([status, body.staffId]).toEqual([201, person.id]);
    expect(body.scopes).toContain('recommendations:decide');
    const caller = new ApiClient(server, body.accessToken);
    expect((await caller.get('/api/v1/pupils')).status).toBe(200);
    const audit = await admin.get<Page<{ action: string; detail: object | null }>>(
      `/api/v1/audit-events?resourceId=${person.id}&action=staff.sign-in`,
    );
    expect(audit.body.data.map((it) => it.detail)).toEqual([{ method: 'openid-connect' }]);
  });

  it('a token that is forged, stale, or made for others opens nothing, and none is told apart from another', async () => {
    const { email } = person;
    const now = Math.floor(Date.now() / 1000);
    const good = await issuer.token(email);
    const [header, payload, signature] = good.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const stranger = await makeKey();
    const bad: Record<string, string> = {
      'no token': 'x',
      'a token cut short': good.slice(0, -4),
      'no signature': `${base64({ alg: 'none' })}.${payload}.`,
      'the signature of another': `${header}.${base64({ ...claims, email: 'head@test.school' })}.${signature}`,
      'the public key as a shared secret': await issuer.token(
        email,
        {},
        { alg: 'HS256' },
        await publicText(issuer.currentKey),
      ),
      'a key that nobody published': await issuer.token(
        email,
        {},
        { kid: stranger.kid },
        stranger.privateKey,
      ),
      'a stranger’s key under a known id': await issuer.token(email, {}, {}, stranger.privateKey),
      expired: await issuer.token(email, { iat: now - 600, exp: now - 120 }),
      'not good yet': await issuer.token(email, { nbf: now + 600 }),
      'without an end': await issuer.token(email, { exp: undefined }),
      'another audience': await issuer.token(email, { aud: 'another-app' }),
      'several audiences, made for another': await issuer.token(email, {
        aud: [OIDC_CLIENT, 'another-app'],
        azp: 'another-app',
      }),
      'another issuer': await issuer.token(email, { iss: 'https://accounts.example.org' }),
      'an access token': await issuer.token(email, {}, { typ: 'at+jwt' }),
      'an address that is not verified': await issuer.token(email, { email_verified: false }),
      'an address of which nothing is said': await issuer.token(email, { email_verified: undefined }),
      'no address': await issuer.token(email, { email: undefined }),
      'an unknown person': await issuer.token('nobody@test.school'),
    };
    const answers = await Promise.all(Object.values(bad).map((it) => open(it)));
    const first = answers[0]!.body;
    expect(first).toMatchObject({ status: 401, code: 'credentials-invalid' });
    const others = Object.keys(bad).filter(
      (_name, i) => JSON.stringify(answers[i]!.body) !== JSON.stringify(first),
    );
    expect(others).toEqual([]);
  });

  it('someone who was disabled is told the same as a stranger', async () => {
    const { id, email } = await makePerson();
    expect((await open(await issuer.token(email))).status).toBe(201);
    await admin.patch(`/api/v1/staff/${id}`, { enabled: false });
    const gone = await open(await issuer.token(email));
    const stranger = await open(await issuer.token('nobody@test.school'));
    expect([gone.status, gone.body]).toEqual([401, stranger.body]);
  });

  it('a nonce that is sent along must be the token’s', async () => {
    const token = await issuer.token(person.email, { nonce: 'n-1' });
    expect((await open(token, { nonce: 'n-1' })).status).toBe(201);
    expect((await open(token, { nonce: 'n-2' })).body.code).toBe('credentials-invalid');
    expect((await open(token)).status).toBe(201);
  });

  it.each<[string, object, string, string]>([
    [
      'an ID token beside a password',
      { idToken: 'x', email: 'a@b.cd', password: 'y' },
      '/email',
      'unknown-member',
    ],
    ['an ID token that is no text', { idToken: 7 }, '/idToken', 'wrong-type'],
    ['an empty ID token', { idToken: '' }, '/idToken', 'missing'],
    ['an ID token too long', { idToken: 'x'.repeat(16_385) }, '/idToken', 'too-long'],
    ['neither way', {}, '/email', 'missing'],
    ['a nonce without a token', { nonce: 'x' }, '/nonce', 'unknown-member'],
  ])('%s is told at its place', async (_name, body, pointer, code) => {
    const { status, body: problem } = await new ApiClient(server, null).post<Problem>(SESSIONS, body);
    expect([status, problem.code]).toEqual([400, 'validation-failed']);
    expect(problem.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it('when the issuer changes its key, tokens of the new one are taken and those of the old no longer', async () => {
    const old = await issuer.token(person.email);
    expect((await open(old)).status).toBe(201);
    await issuer.rotate();
    // The server asks for unknown keys once a second at most; Jest's own limit ends a wait that is in vain.
    for (;;) {
      const { status } = await open(await issuer.token(person.email));
      if (status === 201) break;
      expect(status).toBe(401);
    }
    expect((await open(old)).body.code).toBe('credentials-invalid');
  });

  it('a server whose issuer does not answer says so, and takes tokens once it does', async () => {
    issuer.answers = false;
    const other = await startServer(database, {
      ESPALIER_OIDC_ISSUER: issuer.url,
      ESPALIER_OIDC_CLIENT_ID: OIDC_CLIENT,
    });
    try {
      const token = await issuer.token(person.email);
      const down = await open(token, {}, other);
      expect([down.status, down.body.code]).toEqual([503, 'unavailable']);
      expect(down.headers.get('retry-after')).toBe('5');
      issuer.answers = true;
      issuer.namesItself = 'https://accounts.example.org';
      expect((await open(token, {}, other)).body.code).toBe('unavailable');
      issuer.namesItself = null;
      expect((await open(token, {}, other)).status).toBe(201);
      expect(other.output()).not.toContain(token);
    } finally {
      Object.assign(issuer, { answers: true, namesItself: null });
      await other.stop();
    }
  });

  it('a server without an issuer takes no ID tokens and says so', async () => {
    const other = await startServer(database);
    try {
      const answer = await open(await issuer.token(person.email), {}, other);
      expect([answer.status, answer.body.code]).toEqual([400, 'sign-in-not-configured']);
    } finally {
      await other.stop();
    }
  });
});
