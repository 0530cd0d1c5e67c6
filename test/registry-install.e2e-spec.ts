import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makeSchool, next } from './support/factories.js';
import { type Answering, HostileRegistry } from './support/hostile-registry.js';
import { integrityOf, NpmRegistry, type PublishedPackage } from './support/npm-registry.js';
import { makePackage, packageForm } from './support/plugin-packages.js';
import { startServer, type TestServer } from './support/server.js';

interface Plugin {
  id: string;
  name: string;
  version: string;
  state: string;
  packageDigest: string;
}

const PATH = '/api/v1/plugins';
const PACKAGE_BYTES = 64 * 1024;

describe.each(DATABASES)('packages from a registry on $name', ({ make }) => {
  let database: TestDatabase;
  let registry: NpmRegistry;
  let hostile: HostileRegistry;
  let elsewhere: HostileRegistry;
  let server: TestServer;
  let admin: ApiClient;

  beforeAll(async () => {
    [database, registry, hostile, elsewhere] = await Promise.all([
      make(),
      NpmRegistry.start(),
      HostileRegistry.start(),
      HostileRegistry.start(),
    ]);
    server = await startServer(database, {
      ESPALIER_PLUGIN_REGISTRY: `${registry.url}, ${hostile.url}`,
      ESPALIER_PLUGIN_REGISTRY_TOKEN: registry.token,
      ESPALIER_LIMIT_REGISTRY_MILLIS: '8000',
      ESPALIER_LIMIT_PACKAGE_BYTES: String(PACKAGE_BYTES),
    });
    admin = await signIn(server);
  });

  afterAll(async () => {
    await server.stop();
    await Promise.all([registry.stop(), hostile.stop(), elsewhere.stop(), database.drop()]);
  });

  const packed = (scope = '@st-aldates', version = '1.0.0'): PublishedPackage => {
    const name = `${scope}/plugin-${next()}`;
    return { name, version, bytes: makePackage({ members: { name, version } }) };
  };

  const published = async (...of: Parameters<typeof packed>) => {
    const it = packed(...of);
    await registry.publish(it);
    return it;
  };

  const install = <T = Plugin>(body: object, api = admin, headers = {}) => api.post<T>(PATH, body, headers);
  const from = (url: string, { name, version }: PublishedPackage) =>
    install<Problem>({ name, version, registry: url });

  const isHere = async ({ name }: { name: string }) =>
    (await admin.get(`${PATH}/${encodeURIComponent(name)}`)).status === 200;

  it('is installed by name and version, as if it had been uploaded', async () => {
    const it = await published();
    const made = await install({ name: it.name, version: it.version });
    expect(made).toMatchObject({
      status: 201,
      body: { name: it.name, version: '1.0.0', state: 'installed' },
    });
    expect(made.headers.get('location')).toBe(`${PATH}/${encodeURIComponent(it.name)}`);
    const uploaded = await admin.post<Plugin>(PATH, packageForm(it.bytes));
    expect(uploaded.body).toEqual(made.body);
    const audited = await admin.get<Page<{ detail: object }>>('/api/v1/audit-events?action=plugin.install');
    expect(audited.body.data.at(-1)).toMatchObject({ detail: { name: it.name, registry: registry.url } });
  });

  it('each version is fetched for itself, beside the others', async () => {
    const first = await published();
    const bytes = makePackage({ members: { name: first.name, version: '1.1.0' } });
    await registry.publish({ ...first, version: '1.1.0', bytes });
    await admin.expect(install({ name: first.name, version: '1.0.0' }));
    await admin.expect(install({ name: first.name, version: '1.1.0' }));
    const { body } = await admin.get<{ versions: Plugin[] }>(`${PATH}/${encodeURIComponent(first.name)}`);
    expect(body.versions.map((it) => it.version)).toEqual(['1.1.0', '1.0.0']);
  });

  it('a private package is fetched with the token, which no other registry and no log gets', async () => {
    const it = await published('@private');
    await admin.expect(install({ name: it.name, version: it.version, registry: registry.url }));
    const open = packed();
    hostile.offer(open);
    hostile.asked.length = 0;
    expect((await from(hostile.url, open)).status).toBe(201);
    expect(hostile.asked.map((it) => it.authorization)).toEqual([undefined, undefined]);
    expect(server.output()).not.toContain(registry.token);
  });

  it('the integrity that is asked for decides, and what registries say comes second', async () => {
    const it = await published();
    const { name, version } = it;
    const other = integrityOf(Buffer.from('another package'));
    const refused = await install<Problem>({ name, version, integrity: other });
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'package-invalid', errors: [{ pointer: '/integrity', code: 'integrity-mismatch' }] },
    });
    expect(await isHere(it)).toBe(false);
    expect(await install({ name, version, integrity: integrityOf(it.bytes) })).toMatchObject({ status: 201 });
    const old = packed();
    hostile.offer(old, { integrity: undefined, shasum: '0'.repeat(40) });
    expect(await from(hostile.url, old)).toMatchObject({
      status: 400,
      body: { code: 'package-invalid', errors: [{ pointer: '/integrity', code: 'no-integrity' }] },
    });
  });

  it('a package that was changed in the registry’s storage is refused', async () => {
    const it = await published();
    const file = registry.fileOf(it);
    const other = makePackage({ members: { name: it.name, version: it.version, license: 'ISC' } });
    expect(await readFile(file)).toEqual(it.bytes);
    await writeFile(file, other);
    expect(await install<Problem>({ name: it.name, version: it.version })).toMatchObject({
      status: 400,
      body: { code: 'package-invalid', errors: [{ pointer: '', code: 'integrity-mismatch' }] },
    });
    expect(await isHere(it)).toBe(false);
  });

  it.each<[string, () => Promise<PublishedPackage>, object, string, string]>([
    ['a package that is not there', async () => packed(), {}, '/name', 'unknown-package'],
    ['a version that is not there', () => published(), { version: '1.0.1' }, '/version', 'unknown-version'],
    ['a range', () => published(), { version: '^1.0.0' }, '/version', 'matches'],
    ['a tag', () => published(), { version: 'latest' }, '/version', 'matches'],
    ['a repository', () => published(), { version: 'github:st-aldates/plugin' }, '/version', 'matches'],
    ['a file', () => published(), { name: 'file:../../etc' }, '/name', 'matches'],
    ['another name in disguise', () => published(), { name: 'x@npm:other' }, '/name', 'matches'],
    ['an address', () => published(), { name: 'https://example.org/x.tgz' }, '/name', 'matches'],
    [
      'a registry that is not listed',
      () => published(),
      { registry: 'https://example.org/' },
      '/registry',
      'unknown-registry',
    ],
    [
      'a service of the host',
      () => published(),
      { registry: 'http://169.254.169.254/' },
      '/registry',
      'unknown-registry',
    ],
    ['a folder', () => published(), { registry: 'file:///etc/' }, '/registry', 'unknown-registry'],
    ['an integrity that is none', () => published(), { integrity: 'sha1-abc' }, '/integrity', 'matches'],
    ['a member that there is not', () => published(), { scripts: true }, '/scripts', 'unknown-member'],
  ])('refuses %s', async (_name, make, members, pointer, code) => {
    const { name, version } = await make();
    const answer = await install<Problem>({ name, version, ...members });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(answer.body.errors).toMatchObject([{ pointer, code }]);
  });

  it.each<[string, (it: PublishedPackage) => void, number, string, string]>([
    [
      'that is not there',
      () => (hostile.answer = (request) => void request.socket.destroy()),
      502,
      'registry-unavailable',
      'unreachable',
    ],
    ['that has a fault', () => (hostile.answer = status(503)), 502, 'registry-unavailable', 'failed'],
    ['that wants a sign-in', () => (hostile.answer = status(401)), 502, 'registry-unavailable', 'refused'],
    [
      'that never answers',
      () => (hostile.answer = () => undefined),
      502,
      'registry-unavailable',
      'timed-out',
    ],
    [
      'whose package never ends',
      (it) => hostile.offer(it, {}, (_request, response) => void response.write('x')),
      502,
      'registry-unavailable',
      'timed-out',
    ],
    [
      'that is a web site',
      () => (hostile.answer = (_request, response) => void response.end('<html>')),
      502,
      'registry-unavailable',
      'not-a-registry',
    ],
    [
      'that answers with null',
      () => (hostile.answer = (_request, response) => void response.end('null')),
      502,
      'registry-unavailable',
      'not-a-registry',
    ],
    [
      'whose list of versions never ends',
      () => (hostile.answer = (_request, response) => flood(response, Buffer.alloc(1024 * 1024, ' '))),
      502,
      'registry-unavailable',
      'not-a-registry',
    ],
    [
      'that packs its answer to unpack to any size',
      () =>
        (hostile.answer = (_request, response) => {
          response.setHeader('content-encoding', 'gzip');
          response.end(gzipSync(Buffer.alloc(64 * 1024 * 1024, ' ')));
        }),
      502,
      'registry-unavailable',
      'not-a-registry',
    ],
    [
      'that leads to another host',
      () => (hostile.answer = redirect(() => elsewhere.url)),
      502,
      'registry-unavailable',
      'redirected',
    ],
    [
      'whose package is on another host',
      (it) => hostile.offer(it, { tarball: `${elsewhere.url}file.tgz` }),
      502,
      'registry-unavailable',
      'redirected',
    ],
    [
      'whose package leads to another host',
      (it) =>
        hostile.offer(
          it,
          {},
          redirect(() => `${elsewhere.url}file.tgz`),
        ),
      502,
      'registry-unavailable',
      'redirected',
    ],
    [
      'whose package is a file of this server',
      (it) => hostile.offer(it, { tarball: 'file:///etc/passwd' }),
      502,
      'registry-unavailable',
      'not-a-registry',
    ],
    [
      'whose package is too large',
      (it) => hostile.offer(it, {}, (_request, response) => flood(response, Buffer.alloc(16 * 1024))),
      400,
      'package-invalid',
      'package-too-large',
    ],
    [
      'that gives another package than it names',
      (it) => hostile.offer({ ...it, bytes: packed().bytes }),
      400,
      'package-invalid',
      'other-package',
    ],
    [
      'whose package climbs out of its folder',
      ({ name, version }) =>
        hostile.offer({ name, version, bytes: makePackage({ members: { name }, files: { '../../x': '' } }) }),
      400,
      'package-invalid',
      'unsafe-path',
    ],
  ])(
    'a registry %s is told apart, and nothing is stored',
    async (_name, arrange, statusCode, code, reason) => {
      const it = packed();
      arrange(it);
      elsewhere.asked.length = 0;
      const answer = await from(hostile.url, it);
      expect(answer).toMatchObject({ status: statusCode, body: { code } });
      expect(answer.body.errors).toMatchObject([{ code: reason }]);
      expect(elsewhere.asked).toEqual([]);
      expect(await isHere(it)).toBe(false);
    },
  );

  it('of the size that is allowed it is taken, of one byte more it is not', async () => {
    const it = packed();
    hostile.offer({ ...it, bytes: lengthened(it.bytes, PACKAGE_BYTES + 1) });
    expect((await from(hostile.url, it)).body.errors).toMatchObject([{ code: 'package-too-large' }]);
    hostile.offer({ ...it, bytes: lengthened(it.bytes, PACKAGE_BYTES) });
    expect((await from(hostile.url, it)).status).toBe(201);
  });

  it('a host that is listed may be led to', async () => {
    const it = await published();
    hostile.offer(
      it,
      {},
      redirect(() => `${registry.url}${it.name}/-/${it.name.slice(12)}-1.0.0.tgz`),
    );
    expect((await from(hostile.url, it)).status).toBe(201);
  });

  it('the same Idempotency-Key gives the same answer, whatever the registry has by then', async () => {
    const it = await published();
    const body = { name: it.name, version: it.version };
    const headers = { 'idempotency-key': `fetch-${next()}` };
    const first = await install(body, admin, headers);
    await writeFile(registry.fileOf(it), 'something else');
    const second = await install(body, admin, headers);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it('of several who ask for it at once there is one version', async () => {
    const { name, version } = await published();
    const made = await Promise.all(Array.from({ length: 5 }, () => admin.expect(install({ name, version }))));
    expect(new Set(made.map((it) => it.id)).size).toBe(1);
  });

  it('a client of one school has nothing fetched', async () => {
    const school = await makeSchool(admin);
    const api = await makeClient(server, admin, ['plugins:read', 'plugins:manage'], [school.id]);
    const it = packed();
    hostile.asked.length = 0;
    const { name, version } = it;
    expect(await install({ name, version, registry: hostile.url }, api)).toMatchObject({ status: 403 });
    expect(hostile.asked).toEqual([]);
  });
});

describe('a server without a registry', () => {
  it('says how packages come in there', async () => {
    const database = await DATABASES[0]!.make();
    const server = await startServer(database);
    const admin = await signIn(server);
    const answer = await admin.post<Problem>(PATH, { name: '@st-aldates/any', version: '1.0.0' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(answer.body.errors).toMatchObject([{ pointer: '/registry', code: 'no-registry' }]);
    expect(answer.body.detail).toContain('ESPALIER_PLUGIN_REGISTRY');
    await server.stop();
    await database.drop();
  });
});

/** The same package in so many bytes: a gzip header may have a field of any content (RFC 1952, FEXTRA). */
function lengthened(tgz: Buffer, bytes: number): Buffer {
  const header = Buffer.from(tgz.subarray(0, 10));
  header[3]! |= 4;
  const extra = Buffer.alloc(bytes - tgz.length);
  extra.writeUInt16LE(extra.length - 2);
  return Buffer.concat([header, extra, tgz.subarray(10)]);
}

function status(code: number): Answering {
  return (_request, response) => void response.writeHead(code).end('{}');
}

function redirect(target: () => string): Answering {
  return (_request, response) => void response.writeHead(302, { location: target() }).end();
}

function flood(response: Parameters<Answering>[1], piece: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
}
