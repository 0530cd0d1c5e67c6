import { randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { readRows } from './support/read-rows.js';
import { startServer, type TestServer } from './support/server.js';

const PUPILS = '/api/v1/pupils';

describe.each(DATABASES)('tokens that are none on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  async function refused(
    code: string,
    caller: ApiClient,
    headers: Record<string, string> = {},
  ): Promise<void> {
    const { status, body, headers: answered } = await caller.get<Problem>(PUPILS, headers);
    expect([status, body.code, body.type]).toEqual([401, code, `/errors/${code}`]);
    expect(answered.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answered.get('www-authenticate')).toMatch(/^Bearer/);
  }

  const CLAIMS = { scope: 'pupils:read pupils:write', schools: null, staff: null };

  async function signingKey(): Promise<Buffer> {
    const [row] = await readRows<{ secret: string }>(database, 'select secret from signing_key');
    return Buffer.from(row!.secret, 'base64url');
  }

  const token = (header = { alg: 'HS256', typ: 'at+jwt' }) =>
    new SignJWT(CLAIMS).setProtectedHeader(header).setIssuer('espalier').setSubject('x').setJti(randomUUID());

  it('none, nonsense and other kinds of sign-in are told apart', async () => {
    const nobody = new ApiClient(server, null);
    await refused('unauthorised', nobody);
    for (const header of ['Basic YTpi', 'Bearer', 'Bearer ', 'bearer\ttab', 'Token abc'])
      await refused('unauthorised', nobody, { authorization: header });
    for (const bad of ['x', 'a.b.c', `${api.token!}x`, api.token!.slice(0, -3)])
      await refused('token-invalid', new ApiClient(server, bad));
  });

  it('forged tokens are refused', async () => {
    const key = await signingKey();
    const good = await token().setExpirationTime('5m').sign(key);
    expect((await new ApiClient(server, good).get(PUPILS)).status).toBe(200);
    const [header, , signature] = good.split('.');
    const more = Buffer.from(JSON.stringify({ ...CLAIMS, scope: 'admin', exp: 4e9 })).toString('base64url');
    const forged = [
      new UnsecuredJWT(CLAIMS).setIssuer('espalier').setSubject('x').setExpirationTime('5m').encode(),
      `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${more}.`,
      `${header!}.${more}.${signature!}`,
      await token().setExpirationTime('5m').sign(Buffer.alloc(32, 7)),
      await token().setIssuer('someone-else').setExpirationTime('5m').sign(key),
      await token({ alg: 'HS256', typ: 'JWT' }).setExpirationTime('5m').sign(key),
      await token({ alg: 'HS512', typ: 'at+jwt' }).setExpirationTime('5m').sign(key),
      await token().sign(key),
      await token().setNotBefore('1h').setExpirationTime('2h').sign(key),
    ];
    for (const bad of forged) await refused('token-invalid', new ApiClient(server, bad));
  });

  it('an expired token says so', async () => {
    const expired = await token()
      .setExpirationTime('-1m')
      .sign(await signingKey());
    const answer = await new ApiClient(server, expired).get<Problem>(PUPILS);
    expect([answer.status, answer.body.code]).toEqual([401, 'token-expired']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });
});
