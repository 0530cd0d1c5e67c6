import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DATABASES } from './support/databases.js';
import { startServer } from './support/server.js';

const MAIN = resolve(import.meta.dirname, '../dist/main.js');

/** Starts the built server with a bare environment and waits for its end. */
async function start(
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; out: string; err: string }> {
  const child = execFile(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env },
  });
  let out = '';
  let err = '';
  child.stdout!.on('data', (chunk: string) => (out += chunk));
  child.stderr!.on('data', (chunk: string) => (err += chunk));
  await once(child, 'close');
  return { code: child.exitCode, out, err };
}

describe('a server that cannot start says why in one line and ends with 1', () => {
  let folder: string;
  let sqlite: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'espalier-start-'));
    sqlite = `sqlite:${join(folder, 'test.db')}`;
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function refuses(env: Readonly<Record<string, string>>, ...says: string[]): Promise<void> {
    const { code, out, err } = await start({ DATABASE_URL: sqlite, ...env });
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 1, out: '', lines: 1 });
    expect(err).toMatch(/^Espalier cannot start: /);
    for (const it of says) expect(err).toContain(it);
  }

  it('the port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await refuses({ PORT: String(port) }, `port ${port} is in use`, 'PORT');
    taken.close();
  });

  it('the Node is too old to load the server', async () => {
    const old =
      "Object.defineProperty(process, 'version', { value: 'v20.20.2' }); delete Map.groupBy; " +
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });";
    const imported = `--import=data:text/javascript,${encodeURIComponent(old)}`;
    await refuses({ NODE_OPTIONS: imported }, 'Node 26', 'v20.20.2', 'npm exec');
  });

  it('the host is none of this machine', () => refuses({ HOST: '192.0.2.1' }, '192.0.2.1', 'HOST'));

  it('nothing listens where the database should be', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as { port: number };
    gone.close();
    await once(gone, 'close');
    const url = `mysql://root:very-secret@127.0.0.1:${port}/espalier`;
    await refuses({ DATABASE_URL: url }, '127.0.0.1', 'ECONNREFUSED');
    expect((await start({ DATABASE_URL: url })).err).not.toContain('very-secret');
  });

  it('the database file cannot be made, or is no database', async () => {
    await refuses({ DATABASE_URL: 'sqlite:/dev/null/x.db' }, '/dev/null');
    await refuses({ DATABASE_URL: 'sqlite:/proc/nope/deeper/x.db' }, 'ENOENT', '/proc/nope');
    writeFileSync(join(folder, 'text.db'), 'This is a text and no database at all. '.repeat(200));
    await refuses({ DATABASE_URL: `sqlite:${join(folder, 'text.db')}` }, 'text.db', 'not a database');
  });

  it.each([
    ['PORT', 'abc', 'whole number'],
    ['PORT', '65536', '65535'],
    ['PORT', '-1', 'whole number'],
    ['DATABASE_URL', 'postgres://x/y', 'mysql://'],
    ['DATABASE_URL', 'mysql://localhost', 'names no database'],
    ['DATABASE_URL', 'mysql://localhost/a%20b', 'letters, digits'],
    ['DATABASE_URL', 'mysql://localhost/mysql', 'belongs to the server itself'],
    ['LOG_LEVEL', 'loud', 'trace'],
    ['ESPALIER_DEMO', 'yes', '0 or 1'],
    ['ESPALIER_LIMIT_HEAP_MB', '1', 'whole number'],
    ['ESPALIER_LIMIT_NOTHING', '1', 'not a variable'],
    ['ESPALIER_ADMIN_CLIENT_ID', 'a b', 'letters, digits'],
    ['ESPALIER_ADMIN_CLIENT_SECRET', 'long-enough', 'ESPALIER_ADMIN_CLIENT_ID'],
    ['ESPALIER_OIDC_ISSUER', 'http://login.example.org', 'https://'],
    ['ESPALIER_OIDC_ISSUER', 'login.example.org', 'https://'],
    ['ESPALIER_OIDC_ISSUER', 'https://login.example.org?tenant=1', 'without a query'],
    ['ESPALIER_OIDC_ISSUER', 'https://login.example.org', 'ESPALIER_OIDC_CLIENT_ID'],
    ['ESPALIER_OIDC_CLIENT_ID', 'espalier', 'ESPALIER_OIDC_ISSUER'],
    ['ESPALIER_PLUGIN_REGISTRY', 'https://npm.example.org http://npm.example.org', 'https://'],
    ['ESPALIER_PLUGIN_REGISTRY', 'https://user:secret@npm.example.org', 'without a user'],
    ['ESPALIER_PLUGIN_REGISTRY', 'npm', 'https://'],
    ['ESPALIER_PLUGIN_TRUST', 'all', 'any or signed'],
    ['ESPALIER_PLUGIN_REGISTRY_TOKEN', 'abc', 'ESPALIER_PLUGIN_REGISTRY is missing'],
    ['ESPALIER_LIMIT_REGISTRY_MILLIS', '99', 'whole number'],
  ])('%s is %s', (name, value, says) => refuses({ [name]: value }, name, says));

  it('the demo is asked for where packages have to be signed', () =>
    refuses({ ESPALIER_DEMO: '1', ESPALIER_PLUGIN_TRUST: 'signed' }, 'ESPALIER_PLUGIN_TRUST'));

  describe('in production mode', () => {
    const production = { NODE_ENV: 'production' };
    const admin = (id: string, secret: string) => ({
      ESPALIER_ADMIN_CLIENT_ID: id,
      ESPALIER_ADMIN_CLIENT_SECRET: secret,
    });

    it('the demo is asked for', () => refuses({ ...production, ESPALIER_DEMO: '1' }, 'ESPALIER_DEMO'));

    it('the demo’s secret is given', () =>
      refuses({ ...production, ...admin('main', 'demo-secret') }, 'ESPALIER_ADMIN_CLIENT_SECRET'));

    it('the database is the demo’s', async () => {
      const demo = await startServer({ url: sqlite }, admin('demo', 'demo-secret'));
      await demo.stop();
      await refuses({ ...production, ...admin('main', 'another-secret') }, 'demo', 'public secret');
    });
  });
});

describe.each(DATABASES)('a server on $name', ({ make }) => {
  it('starts again on its data, and says where it listens', async () => {
    const database = await make();
    const first = await startServer(database);
    await first.stop();
    const second = await startServer(database);
    expect(second.output()).toBe(`Espalier listens on ${second.url}`);
    await second.stop();
    await database.drop();
  });
});
