import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { type ApiClient, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeSchool, next, type School } from './support/factories.js';
import { NpmRegistry } from './support/npm-registry.js';
import { makePackage, QUIET_BUNDLE } from './support/plugin-packages.js';
import { ADMIN, startServer, type TestServer } from './support/server.js';

const CLI = resolve(import.meta.dirname, '../sdk/bin/espalier.js');

interface Installation {
  version: string;
  pendingVersion: string | null;
  enabled: boolean;
  grants: string[];
  settings: Record<string, unknown>;
}

describe.each(DATABASES)('espalier install on $name', ({ make }) => {
  let database: TestDatabase;
  let registry: NpmRegistry;
  let server: TestServer;
  let admin: ApiClient;
  let folder: string;
  let school: School;

  beforeAll(async () => {
    [database, registry] = await Promise.all([make(), NpmRegistry.start()]);
    server = await startServer(database, { ESPALIER_PLUGIN_REGISTRY: registry.url });
    admin = await signIn(server);
    folder = await mkdtemp(join(tmpdir(), 'espalier-install-'));
  });
  beforeEach(async () => {
    school = await makeSchool(admin);
  });
  afterAll(async () => {
    await server.stop();
    await Promise.all([registry.stop(), database.drop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (name: string, content: string | Buffer): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  /** A package on disk of a plugin of its own that reads results in reading and, as asked, more. */
  const packageFile = ({
    name = `@st-aldates/plugin-${next()}`,
    version = '1.0.0',
    inputs = ['results:reading'],
    bundle = QUIET_BUNDLE,
  } = {}) => {
    const made = makePackage({ members: { name, version }, policyMembers: { inputs }, bundle });
    return write(`${name.slice(12)}-${version}.tgz`, made).then((file) => ({ name, file }));
  };

  const client = { ESPALIER_CLIENT_ID: ADMIN.id, ESPALIER_CLIENT_SECRET: ADMIN.secret };

  /** Runs the command as a script would: its exit code, what it printed, and both together. */
  const install = async (args: readonly string[], env: Record<string, string> = client) => {
    const child = spawn(process.execPath, [CLI, 'install', ...args], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((done) => child.on('close', done));
    const [out, err, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { exitCode, out, err };
  };
  const here = () => ['--server', server.url];

  const installationOf = (name: string) =>
    admin.get<Installation>(`/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`);
  const versionsOf = async (name: string) => {
    const path = `/api/v1/plugins/${encodeURIComponent(name)}`;
    const { status, body } = await admin.get<{ versions: { version: string }[] }>(path);
    return status === 404 ? [] : body.versions.map(({ version }) => version);
  };

  it('a package is put on the server, after it was shown what it reads', async () => {
    const { name, file } = await packageFile({ inputs: ['results:reading', 'sen'] });
    const { exitCode, out, err } = await install([file, ...here()]);
    expect(err).toBe(
      `${name} 1.0.0 by st-aldates\n` +
        '  reading-catch-up (intervention): Reading catch-up in Year 7\n' +
        '    reads  results:reading, sen (sensitive)\n' +
        '    runs   when somebody asks\n',
    );
    expect({ exitCode, out }).toEqual({
      exitCode: 0,
      out: `${name} 1.0.0 is on ${new URL(server.url).host}: installed\n`,
    });
    expect(await versionsOf(name)).toEqual(['1.0.0']);
    expect((await installationOf(name)).status).toBe(404);
  });

  it('a school runs it with what was granted and set', async () => {
    const { name, file } = await packageFile({ inputs: ['results:reading', 'sen'] });
    const settings = await write('settings.json', '{ "threshold": 101 }');
    const grants = ['--grant', 'results:reading', '--grant', 'sen'];
    const forSchool = ['--school', school.id, '--enable', ...grants, '--settings', settings];
    const { exitCode, out } = await install([file, ...here(), ...forSchool, '--json']);
    expect(exitCode).toBe(0);
    const wanted = {
      ...{ version: '1.0.0', pendingVersion: null, enabled: true },
      ...{ grants: ['results:reading', 'sen'], settings: { threshold: 101 } },
    };
    expect(JSON.parse(out)).toMatchObject({ plugin: { name, state: 'installed' }, installation: wanted });
    expect((await installationOf(name)).body).toMatchObject(wanted);
  });

  it('what a school has granted and set stays with the next version', async () => {
    const { name, file } = await packageFile();
    const settings = await write('settings.json', '{ "threshold": 101 }');
    const first = ['--school', school.id, '--enable', '--grant', 'results:reading', '--settings', settings];
    await install([file, ...here(), ...first]);
    const { file: second } = await packageFile({ name, version: '1.1.0' });
    const { exitCode, out } = await install([second, ...here(), '--school', school.id]);
    expect({ exitCode, out }).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('granted: results:reading'),
    });
    expect((await installationOf(name)).body).toMatchObject({
      ...{ version: '1.1.0', enabled: true, grants: ['results:reading'], settings: { threshold: 101 } },
    });
  });

  it('a version that asks for more waits, and the old one goes on', async () => {
    const { name, file } = await packageFile();
    await install([file, ...here(), '--school', school.id, '--enable', '--grant', 'results:reading']);
    const { file: more } = await packageFile({ name, version: '2.0.0', inputs: ['results:reading', 'sen'] });
    const { exitCode, out } = await install([more, ...here(), '--school', school.id]);
    expect({ exitCode, out }).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('2.0.0 waits until it may read sen; 1.0.0 goes on'),
    });
    expect((await installationOf(name)).body).toMatchObject({ version: '1.0.0', pendingVersion: '2.0.0' });
  });

  it('a package is fetched by the server from its registry, and shown before a school has it', async () => {
    const name = `@st-aldates/plugin-${next()}`;
    const inputs = ['results:reading', 'sen'];
    const bytes = makePackage({ members: { name, version: '1.0.0' }, policyMembers: { inputs } });
    await registry.publish({ name, version: '1.0.0', bytes });
    const forSchool = ['--school', school.id, '--enable', '--grant', 'results:reading,sen'];
    const { exitCode, out, err } = await install([`${name}@1.0.0`, ...here(), ...forSchool]);
    expect({ exitCode, err }).toMatchObject({
      exitCode: 0,
      err: expect.stringContaining('reads  results:reading, sen (sensitive)'),
    });
    expect(out).toContain('the school has 1.0.0: enabled\n');
    expect((await installationOf(name)).body).toMatchObject({ version: '1.0.0', enabled: true });
  });

  it('nothing is enabled that reads more than was granted', async () => {
    const { name, file } = await packageFile({ inputs: ['results:reading', 'sen'] });
    const forSchool = ['--school', school.id, '--enable', '--grant', 'results:reading'];
    const { exitCode, err } = await install([file, ...here(), ...forSchool]);
    expect({ exitCode, err }).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/to be enabled it has to be let read sen: add --grant sen\n$/),
    });
    expect((await installationOf(name)).status).toBe(404);
  });

  it('the secret can be in a file, and is shown by nothing', async () => {
    const { file } = await packageFile();
    const secretFile = await write('secret', `${ADMIN.secret}\n`);
    const args = [file, ...here(), '--client-id', ADMIN.id, '--client-secret-file', secretFile];
    const { exitCode, out, err } = await install(args, {});
    expect(exitCode).toBe(0);
    expect(out + err).not.toContain(ADMIN.secret);
  });

  it.each<[string, () => Promise<[string[], Record<string, string>?]>, number, RegExp]>([
    [
      'a wrong secret',
      async () => [
        [(await packageFile()).file, ...here()],
        { ...client, ESPALIER_CLIENT_SECRET: 'wrong-of-the-test' },
      ],
      2,
      /the server does not take this client’s id and secret/,
    ],
    [
      'no secret',
      async () => [[(await packageFile()).file, ...here()], { ESPALIER_CLIENT_ID: ADMIN.id }],
      2,
      /ESPALIER_CLIENT_SECRET or --client-secret-file is needed/,
    ],
    [
      'a school that is not there',
      async () => [
        [(await packageFile()).file, ...here(), '--school', '01985c2e-7f00-7000-8000-000000000001'],
      ],
      2,
      /the server answers 404 not-found/,
    ],
    [
      'an input that it does not read',
      async () => [
        [(await packageFile()).file, ...here(), '--school', school.id, '--grant', 'results:readin'],
      ],
      2,
      /--grant results:readin: it does not read that; did you mean "results:reading"\?/,
    ],
    [
      'a setting that does not fit',
      async () => [
        [
          ...[(await packageFile()).file, ...here(), '--school', school.id],
          ...['--settings', await write('bad.json', '{ "threshold": 121 }')],
        ],
      ],
      2,
      /settings-invalid.*\n.*\/settings\/threshold must be <= 120/,
    ],
    [
      'a version that is there with other contents',
      async () => {
        const { name, file } = await packageFile();
        await install([file, ...here()]);
        const other = await packageFile({ name, inputs: ['yearGroup'] });
        return [[other.file, ...here()]];
      },
      1,
      /the server answers 409 duplicate/,
    ],
    [
      'a plugin that the server’s sandbox cannot start',
      async () => [[(await packageFile({ bundle: 'throw new Error("no")' })).file, ...here()]],
      1,
      /package-invalid/,
    ],
    [
      'a file that is no package',
      async () => [[await write('no.tgz', 'no'), ...here()]],
      1,
      /is not a gzipped npm package/,
    ],
    [
      'a server that is not there',
      async () => [[(await packageFile()).file, '--server', 'http://127.0.0.1:1']],
      3,
      /http:\/\/127\.0\.0\.1:1 cannot be asked/,
    ],
    [
      'another address of the server',
      async () => [[(await packageFile()).file, '--server', `${server.url}/docs`]],
      2,
      /the server answers 4\d\d /,
    ],
    [
      'a secret that would travel in clear',
      async () => [[(await packageFile()).file, '--server', 'http://espalier.example.org']],
      2,
      /espalier\.example\.org would get the client’s secret in clear: use https/,
    ],
    [
      'a grant without a school',
      async () => [[(await packageFile()).file, ...here(), '--grant', 'sen']],
      2,
      /name it with --school/,
    ],
  ])('%s is told, with the exit code for it', async (_name, given, code, message) => {
    const [args, env] = await given();
    const { exitCode, out, err } = await install(args, env);
    expect(err).toMatch(message);
    expect({ exitCode, out }).toEqual({ exitCode: code, out: '' });
    expect(err).not.toContain(ADMIN.secret);
    expect(err).not.toContain('wrong-of-the-test');
  });
});
