import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleBootstrap } from '../../../test/hostile/bundle-bootstrap.js';
import { espalier, ladderPackage, packageJson, policy } from '../manifest/manifest.factory.js';
import { guidePlugin, TemporaryPlugin } from './temporary-plugin.factory.js';

let plugin: TemporaryPlugin;

beforeAll(() => {
  bundleBootstrap();
});
afterEach(() => plugin.remove());

const documents = { 'README.md': '# Reading catch-up', LICENSE: 'MIT' };

async function given(files: Readonly<Record<string, string>> = {}) {
  plugin = await TemporaryPlugin.create({ ...documents, ...files });
}

interface Checked {
  readonly ok: boolean;
  readonly checks: readonly { readonly check: string; readonly status: string; readonly details: string[] }[];
}

/** What each check says, by its name; one that is well says only that. */
async function checked() {
  const { exitCode, out, err } = await plugin.run('check', '--json');
  const { ok, checks } = JSON.parse(out[0]!) as Checked;
  expect(exitCode).toBe(ok ? 0 : 1);
  expect(err).toEqual(ok ? [] : [expect.stringMatching(/^espalier check: failed: /)]);
  return Object.fromEntries(
    checks.map((it) => [it.check, it.status === 'ok' ? 'ok' : it.details.join('\n')]),
  );
}

test('a good plugin is well in each of eight checks but the types, for which it has no TypeScript, a line each', async () => {
  await given();
  const { exitCode, out, err } = await plugin.run('check');
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
  expect(out).toEqual([
    'ok       manifest  @st-aldates/reading-catch-up 1.2.0: reading-catch-up',
    'ok       api       ^0.1.0 holds 0.1.0',
    'skipped  types     there is no tsconfig.json',
    'ok       bundle    loads in the sandbox',
    expect.stringMatching(/^ok {7}size {6}\d+ of 262144 bytes$/),
    'ok       answers   made-up learners get answers that a server takes',
    'ok       purity    the same learners get the same answers',
    'ok       readme    README.md',
    'ok       licence   MIT, LICENSE',
  ]);
});

test('each error of a manifest has its place in package.json, and its mend', async () => {
  const text = JSON.stringify(
    packageJson({
      version: undefined,
      espalier: espalier({
        contributes: {
          policies: [policy({ input: ['sen'], kind: 'interventions' }), policy({ inputs: ['grades'] })],
        },
      }),
    }),
    null,
    2,
  );
  await given({ 'package.json': text });
  const said = await checked();
  const at = (needle: string): string => {
    const before = text.slice(0, text.indexOf(needle)).split('\n');
    return `package\\.json:${before.length}:${before.at(-1)!.length + 1} `;
  };
  expect(said['manifest']).toMatch(/package\.json:1:1 \/version is required: add "version"$/m);
  expect(said['manifest']).toMatch(
    new RegExp(
      `${at('"input"')}/espalier/contributes/policies/0/input is not a member .*; did you mean "inputs"\\?$`,
      'm',
    ),
  );
  expect(said['manifest']).toMatch(
    new RegExp(
      `${at('"kind": "interventions"')}/espalier/contributes/policies/0/kind must be one of "intervention", `,
      'm',
    ),
  );
  expect(said['manifest']).toMatch(
    new RegExp(`${at('"grades"')}/espalier/\\S+/inputs/0 must be an input`, 'm'),
  );
  expect(said).toMatchObject({ bundle: 'the manifest comes first', readme: 'ok', licence: 'ok' });
});

test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, unknown>>]>([
  [
    'an API range of another version',
    { 'package.json': JSON.stringify(packageJson({ engines: { espalier: '^9.0.0' } })) },
    { api: 'engines.espalier is ^9.0.0, and this SDK is 0.1.0' },
  ],
  [
    'a bundle over 256 KB',
    {
      'src/plugin.ts': guidePlugin.replace(
        'noAction()',
        `noAction('noneNeeded', { reason: '${'x'.repeat(300_000)}'.slice(0, 9) })`,
      ),
    },
    {
      size: expect.stringMatching(/^the bundle has \d+ bytes; 262144 are allowed$/),
      answers: 'ok',
      purity: 'ok',
    },
  ],
  [
    'what does not load',
    { 'src/plugin.ts': "import 'node:fs'; export default {};" },
    { bundle: expect.stringMatching(/Node's module "node:fs"/), size: 'the plugin has to load first' },
  ],
  [
    'a policy that throws for a learner without results',
    { 'src/plugin.ts': guidePlugin.replace('reading?.at(-1)', 'reading!.at(-1)') },
    {
      answers: expect.stringMatching(/^reading-catch-up: made-up learner \d+: threw: TypeError/),
      purity: 'ok',
    },
  ],
  [
    'a policy that counts its calls',
    {
      'src/plugin.ts': guidePlugin
        .replace('export default', 'let calls = 0;\nexport default')
        .replace('return noAction()', "return noAction('noneNeeded', { reason: `call ${++calls}` })"),
    },
    {
      answers: 'ok',
      purity: expect.stringMatching(
        /^reading-catch-up answered \d+ of 100 otherwise the second time\nkeep nothing/,
      ),
    },
  ],
  [
    'an empty README',
    { 'README.md': '\n' },
    { readme: expect.stringMatching(/^README\.md is missing or empty/) },
  ],
  [
    'no licence',
    { LICENSE: '', 'package.json': JSON.stringify(packageJson({ license: undefined })) },
    { licence: expect.stringMatching(/names no "license".*\nLICENSE is missing/) },
  ],
])('%s fails its own check', async (_name, files, expected) => {
  await given(files);
  expect(await checked()).toMatchObject(expected);
});

test('a plugin without policies has nothing to run, and is well', async () => {
  await given({ 'package.json': JSON.stringify(ladderPackage()) });
  expect(await checked()).toMatchObject({
    manifest: 'ok',
    bundle: 'without policies there is no code to run',
    purity: 'without policies there is no code to run',
  });
});

describe('types', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const tsconfig = JSON.stringify({
    compilerOptions: {
      ...{ strict: true, noEmit: true, skipLibCheck: true, target: 'es2024', module: 'nodenext', types: [] },
      lib: ['es2024', 'esnext.temporal'],
    },
    files: ['src/plugin.ts', 'espalier-env.d.ts'],
  });

  async function withTypescript(files: Readonly<Record<string, string>> = {}) {
    await given({ 'tsconfig.json': tsconfig, ...files });
    await mkdir(path.join(plugin.folder, 'node_modules'), { recursive: true });
    await symlink(
      path.join(root, 'node_modules/typescript'),
      path.join(plugin.folder, 'node_modules/typescript'),
    );
  }

  test('have to be those of the manifest', async () => {
    await withTypescript();
    expect((await checked())['types']).toBe(
      'espalier-env.d.ts is not that of package.json: run espalier types',
    );
  });

  test('are compiled with the plugin’s own TypeScript: an input that is not declared is an error in its place', async () => {
    await withTypescript();
    await plugin.run('types');
    expect((await checked())['types']).toBe('ok');
    await plugin.write('src/plugin.ts', guidePlugin.replace('learner.results', 'learner.targets'));
    expect((await checked())['types']).toMatch(
      /^src\/plugin\.ts\(6,\d+\): error TS\d+: Property 'targets' does not exist/,
    );
  });

  test('are passed over where TypeScript is not installed', async () => {
    await given({ 'tsconfig.json': tsconfig });
    await plugin.run('types');
    expect((await checked())['types']).toMatch(/^TypeScript is not installed/);
  });
});
