import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { policyKinds } from '../manifest/manifest.schema.js';
import { readManifest } from '../manifest/read-manifest.js';
import { runInTest } from './temporary-plugin.factory.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'espalier-create-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const at = (file: string) => path.join(root, file);
const json = async (file: string) => JSON.parse(await readFile(at(file), 'utf8')) as Record<string, unknown>;

/** Creates in a folder of its own, as somebody at a terminal who types these lines would. */
const typing = (typed: string, ...args: string[]) =>
  runInTest(['create', '--folder', at('new'), ...args], typed, { terminal: true });
const scripted = (...args: string[]) => runInTest(['create', '--folder', at('new'), ...args]);

test.each(policyKinds)('a new plugin of kind %s has all that a plugin has', async (kind) => {
  const { exitCode, out, err } = await scripted('@st-aldates/my-rule', '--kind', kind, '--json');
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
  expect(JSON.parse(out[0]!)).toEqual({
    folder: at('new'),
    name: '@st-aldates/my-rule',
    publisher: 'st-aldates',
    kind,
    policy: 'my-rule',
    files: [
      '.gitignore',
      '.vscode/settings.json',
      'LICENSE',
      'README.md',
      'espalier-env.d.ts',
      'package.json',
      'src/plugin.ts',
      'test/plugin.test.ts',
      'test/tsconfig.json',
      'tsconfig.json',
    ],
  });
  expect(readManifest(await json('new/package.json'))).toMatchObject({
    ok: true,
    manifest: { name: '@st-aldates/my-rule', displayName: 'My rule', policies: [{ id: 'my-rule', kind }] },
  });
});

test('no word is left to fill in', async () => {
  for (const kind of policyKinds) {
    await scripted('@st-aldates/my-rule', '--kind', kind, '--folder', at(kind));
    for (const entry of await readdir(at(kind), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      expect(await readFile(path.join(entry.parentPath, entry.name), 'utf8')).not.toMatch(/\{\{/);
    }
  }
});

test('an editor finds the schema of the manifest where npm puts the SDK', async () => {
  await scripted('@st-aldates/my-rule');
  const settings = (await json('new/.vscode/settings.json')) as { 'json.schemas': { url: string }[] };
  const inSdk = settings['json.schemas'][0]!.url.replace('./node_modules/@espalier/sdk', '.');
  const sdk = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    exports: Record<string, unknown>;
  };
  expect(sdk.exports['./manifest.schema.json']).toBe(inSdk);
});

test('says what to do next', async () => {
  const { out } = await scripted('@st-aldates/my-rule', '--yes');
  expect(out.join('\n')).toMatch(
    /^@st-aldates\/my-rule is in .*new: 10 files\n[^]*npm install\n {2}npm test\n/,
  );
});

test('--sdk says what npm installs as the SDK', async () => {
  await scripted('@st-aldates/my-rule', '--sdk', 'file:../espalier-sdk-0.1.0.tgz');
  expect(await json('new/package.json')).toMatchObject({
    devDependencies: { '@espalier/sdk': 'file:../espalier-sdk-0.1.0.tgz' },
  });
});

describe('at a terminal', () => {
  test('asks for name and kind, and takes the publisher from the scope', async () => {
    const { exitCode, err } = await typing('@st-ebbes/reading-aloud\ntarget\n');
    expect(exitCode).toBe(0);
    expect(err.join('')).toMatch(/^Name of the package \(.*\): Kind: intervention, .* \(intervention\): $/);
    expect(await json('new/package.json')).toMatchObject({
      name: '@st-ebbes/reading-aloud',
      espalier: {
        publisher: 'st-ebbes',
        contributes: { policies: [{ id: 'reading-aloud', kind: 'target' }] },
      },
    });
  });

  test('asks for the publisher of a name without scope, and for nothing that was given', async () => {
    const { exitCode, err } = await typing('st-ebbes\n', 'reading-aloud', '--kind', 'allocation');
    expect({ exitCode, asked: err.join('') }).toEqual({
      exitCode: 0,
      asked: 'Publisher, in kebab-case (my-school): ',
    });
  });

  test('nothing typed takes what is suggested', async () => {
    await typing('\n\n');
    expect(await json('new/package.json')).toMatchObject({
      name: '@my-school/my-policy',
      espalier: { contributes: { policies: [{ kind: 'intervention' }] } },
    });
  });

  test('a terminal that closes before the last answer leaves nothing', async () => {
    const { exitCode, err } = await typing('@st-ebbes/reading-aloud\n');
    expect({ exitCode, last: err.at(-1) }).toEqual({ exitCode: 2, last: 'espalier create: stopped' });
    expect(await readdir(root)).toEqual([]);
  });
});

describe('a folder', () => {
  test('that holds anything is refused, and stays as it was', async () => {
    await mkdir(at('new'));
    await writeFile(at('new/README.md'), 'mine');
    const { exitCode, err } = await scripted('@st-aldates/my-rule');
    expect({ exitCode, err }).toEqual({
      exitCode: 2,
      err: [`espalier create: ${at('new')} is not empty: choose another with --folder`],
    });
    expect(await readdir(at('new'))).toEqual(['README.md']);
    expect(await readFile(at('new/README.md'), 'utf8')).toBe('mine');
  });

  test('that is empty but for .git is taken', async () => {
    await mkdir(at('new/.git'), { recursive: true });
    expect((await scripted('@st-aldates/my-rule')).exitCode).toBe(0);
  });

  test('that is a file is refused', async () => {
    await writeFile(at('new'), '');
    expect(await scripted('@st-aldates/my-rule')).toMatchObject({
      exitCode: 2,
      err: [expect.stringContaining('is no folder that can be read')],
    });
  });
});

test.each<[string, string[], string]>([
  ['no name', [], 'name the plugin, for example @st-aldates/reading-catch-up'],
  ['no publisher', ['my-rule'], '--publisher is needed where the name has no scope'],
  [
    'a name that npm refuses',
    ['@st-aldates/My Rule'],
    'the name must be a name that npm accepts, in lower case',
  ],
  [
    'a publisher that is none',
    ['my-rule', '--publisher', 'St Aldates'],
    'the publisher must be kebab-case, for example st-aldates',
  ],
  [
    'a wrong kind',
    ['@st-aldates/my-rule', '--kind', 'intervene'],
    'there is no kind "intervene"; did you mean "intervention"?',
  ],
  ['a wrong option', ['--kid', 'target'], `Unknown option '--kid'; did you mean "--kind"?`],
  ['two names', ['a', 'b'], 'one name at most, not 2'],
])('%s is told in a line', async (_name, args, message) => {
  const { exitCode, out, err } = await scripted(...args);
  expect({ exitCode, out, err }).toEqual({ exitCode: 2, out: [], err: [`espalier create: ${message}`] });
  expect(await readdir(root)).toEqual([]);
});
