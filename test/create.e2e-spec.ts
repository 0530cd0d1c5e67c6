import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { notYetSupported, policyKinds, readManifest, readPackage } from '@espalier/sdk/manifest';

const root = fileURLToPath(new URL('..', import.meta.url));
const execute = promisify(execFile);
let folder: string;

/* What `npm install` would bring stands beside the plugins, so that nothing is fetched. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'espalier-create-'));
  await mkdir(path.join(folder, 'node_modules/@espalier'), { recursive: true });
  await symlink(path.join(root, 'sdk'), path.join(folder, 'node_modules/@espalier/sdk'), 'dir');
  for (const name of ['typescript', '@types', 'fast-check', 'undici-types']) {
    const target = path.join(folder, 'node_modules', name);
    await symlink(path.join(root, 'node_modules', name), target, 'dir');
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(cwd: string, ...args: string[]) {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return execute(process.execPath, args, { cwd, env }).then(
    ({ stdout }) => ({ exitCode: 0, output: stdout }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { exitCode: code, output: stdout + stderr };
    },
  );
}

const espalier = (cwd: string, ...args: string[]) =>
  run(cwd, path.join(root, 'sdk/bin/espalier.js'), ...args);
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');

describe.each(policyKinds)('a new plugin of kind %s', (kind) => {
  const name = `my-${kind}`;
  let plugin: string;

  beforeAll(async () => {
    await espalier(folder, 'create', `@st-aldates/${name}`, '--kind', kind, '--yes');
    plugin = path.join(folder, name);
  });

  it('passes espalier check', async () => {
    const { output } = await espalier(plugin, 'check', '--json');
    const { checks } = JSON.parse(output.split('\n')[0]!) as { checks: { check: string; status: string }[] };
    const reading = readManifest(JSON.parse(await readFile(path.join(plugin, 'package.json'), 'utf8')));
    // A kind that no server runs yet is the one thing that may be wrong with it.
    const wrong = reading.ok && notYetSupported(reading.manifest).length > 0 ? ['manifest'] : [];
    expect(reading.ok).toBe(true);
    expect(checks.filter(({ status }) => status !== 'ok').map(({ check }) => check)).toEqual(wrong);
  });

  it('passes its own tests, which compile', async () => {
    expect(await run(plugin, tsc, '-p', 'test')).toEqual({ exitCode: 0, output: '' });
    const { exitCode, output } = await run(plugin, '--test', '--test-reporter=tap');
    expect(output).toMatch(/# fail 0\n/);
    expect(Number(/# pass (\d+)/.exec(output)?.[1])).toBeGreaterThan(4);
    expect(exitCode).toBe(0);
  });

  it('has its types from espalier types', async () => {
    expect((await espalier(plugin, 'types')).output).toBe('espalier-env.d.ts is up to date\n');
  });

  it('reaches no module of Node from its rule, and its tests do', async () => {
    const source = await readFile(path.join(plugin, 'src/plugin.ts'), 'utf8');
    await writeFile(path.join(plugin, 'src/other.ts'), 'export const home = process.env;\n');
    const { exitCode, output } = await run(plugin, tsc, '-p', '.');
    await rm(path.join(plugin, 'src/other.ts'));
    expect({ exitCode, output }).toMatchObject({ exitCode: 2, output: expect.stringContaining('process') });
    expect(source).not.toMatch(/node:/);
  });

  it('is packed as a package that servers can read', async () => {
    expect((await espalier(plugin, 'pack')).exitCode).toBe(0);
    const reading = await readPackage(await readFile(path.join(plugin, `st-aldates-${name}-0.1.0.tgz`)));
    expect(reading).toMatchObject({ ok: true, manifest: { policies: [{ id: name, kind }] } });
    expect(reading.ok && reading.files.map((file) => file.path).sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/plugin.js',
      'package.json',
    ]);
  });
});
