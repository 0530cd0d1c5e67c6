import { chmod, utimes } from 'node:fs/promises';
import path from 'node:path';
import { runInThisContext } from 'node:vm';
import { espalier, ladderPackage, packageJson } from '../manifest/manifest.factory.js';
import { readPackage } from '../manifest/read-package.js';
import { guidePlugin, TemporaryPlugin } from './temporary-plugin.factory.js';

let plugin: TemporaryPlugin;

async function given(files: Readonly<Record<string, string>>) {
  plugin = await TemporaryPlugin.create(files);
}

afterEach(() => plugin.remove());

/** A policy with this body, as the plugin's source. */
function body(code: string, before = ''): string {
  return `import { definePlugin, noAction } from '@espalier/sdk';
${before}
export default definePlugin({ policies: { 'reading-catch-up'(learner: any) { ${code} return noAction(); } } } as any);
`;
}

/** Evaluates a packed bundle as hosts do, without the sandbox. */
function evaluate(bundle: string) {
  const module = {
    exports: {} as { default: { policies: Record<string, (...args: unknown[]) => unknown> } },
  };
  const run = runInThisContext(`(module, exports) => {${bundle}\n}`) as (...args: object[]) => void;
  run(module, module.exports);
  return module.exports.default.policies['reading-catch-up']!;
}

async function packed(): Promise<string> {
  const { exitCode, err } = await plugin.run('pack', '--out', plugin.folder);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
  const reading = await readPackage(await plugin.read('st-aldates-reading-catch-up-1.2.0.tgz'));
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return reading.bundle;
}

describe('espalier pack', () => {
  test('makes a package that hosts can read, and tells what is in it', async () => {
    await given({ 'README.md': '# Reading', LICENSE: 'MIT', 'secrets.txt': 'no' });
    const { exitCode, out, err } = await plugin.run(
      'pack',
      '--out',
      path.join(plugin.folder, 'out'),
      '--json',
    );
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
    const told = JSON.parse(out[0]!) as { file: string; digest: string };
    const reading = await readPackage(await plugin.read('out/st-aldates-reading-catch-up-1.2.0.tgz'));
    expect(reading).toMatchObject({
      ok: true,
      digest: told.digest,
      manifest: { name: '@st-aldates/reading-catch-up', bundle: { digest: told.digest } },
    });
    expect(reading.ok && reading.files.map((file) => file.path)).toEqual([
      'LICENSE',
      'README.md',
      'dist/plugin.js',
      'package.json',
    ]);
    expect(reading.ok && reading.bundle).toBe((await plugin.read('dist/plugin.js')).toString());
  });

  test('the same sources give the same bytes, wherever, whenever and by whomever they were written', async () => {
    const files = { 'src/limit.ts': 'export const limit = 3;\n', 'README.md': '# Reading', LICENSE: 'MIT' };
    const source = body(
      'if (limit > 2) return noAction("notApplicable");',
      `import { limit } from './limit.js';`,
    );
    await given({ ...files, 'src/plugin.ts': source });
    await packed();
    const first = await plugin.read('st-aldates-reading-catch-up-1.2.0.tgz');
    await plugin.remove();

    const umask = process.umask(0o077);
    try {
      await given({
        'src/plugin.ts': source,
        LICENSE: 'MIT',
        'README.md': '# Reading',
        'src/limit.ts': files['src/limit.ts'],
      });
      for (const file of ['package.json', 'src/plugin.ts', 'src/limit.ts', 'README.md', 'LICENSE']) {
        await utimes(path.join(plugin.folder, file), 1, 1);
        await chmod(path.join(plugin.folder, file), 0o700);
      }
      await packed();
    } finally {
      process.umask(umask);
    }
    expect((await plugin.read('st-aldates-reading-catch-up-1.2.0.tgz')).equals(first)).toBe(true);
  });

  test('the bundle holds what the plugin imports, and nothing that it does not use', async () => {
    await given({
      'src/plugin.ts': body(
        'if (limit > 2) return noAction("notApplicable");',
        `import { limit } from './limit.js';`,
      ),
      'src/limit.ts': 'export const limit = 3;\nexport const unused = "not in the bundle";\n',
    });
    const bundle = await packed();
    expect(evaluate(bundle)({})).toMatchObject({ kind: 'noAction', why: 'notApplicable' });
    expect(bundle).not.toMatch(/not in the bundle|function recommend/);
  });

  test('scripts, dependencies and the path of the source stay behind', async () => {
    const value = packageJson({
      scripts: { postinstall: 'node steal.js' },
      devDependencies: { '@espalier/sdk': '0.1.0' },
      espalier: espalier({ source: 'policies/main.ts' }),
    });
    await given({ 'package.json': JSON.stringify(value), 'policies/main.ts': guidePlugin });
    await packed();
    const reading = await readPackage(await plugin.read('st-aldates-reading-catch-up-1.2.0.tgz'));
    expect(reading).toMatchObject({ ok: true, manifest: { source: null } });
    expect(reading.ok && Object.keys(reading.packageJson)).toEqual([
      'name',
      'version',
      'license',
      'engines',
      'main',
      'espalier',
    ]);
  });

  test('a plugin without policies is packed without code, and needs no source', async () => {
    await given({ 'package.json': JSON.stringify(ladderPackage()), 'src/plugin.ts': '' });
    const { exitCode, out, err } = await plugin.run('pack', '--out', plugin.folder);
    expect({ exitCode, err, out: out.slice(0, 2) }).toEqual({
      exitCode: 0,
      err: [],
      out: [
        '@st-aldates/reading-ladder 1.2.0: ladder, reading-group',
        'bundle   none: without policies there is no code to run',
      ],
    });
    const reading = await readPackage(await plugin.read('st-aldates-reading-ladder-1.2.0.tgz'));
    expect(reading).toMatchObject({ ok: true, bundle: '', manifest: { main: null, bundle: null } });
    expect(reading.ok && reading.files.map((file) => file.path)).toEqual(['package.json']);
  });

  test('texts that look like code the sandbox rejects keep their meaning', async () => {
    const code = [
      'const name = "x";',
      'const texts = ["<!-- a -->", `import(${name})`, "eval (y)", String.raw`\\n<!--${name}`, /^-->|import \\(/.test("-->")];',
      'const own = { import(n: string) { return n; }, eval(n: string) { return n; } };',
      'let n = 3; while (n --> 1) texts.push(own.import("i") + own.eval("e"));',
      'return texts;',
    ].join('\n');
    await given({ 'src/plugin.ts': body(code) });
    expect(evaluate(await packed())({})).toEqual([
      '<!-- a -->',
      'import(x)',
      'eval (y)',
      '\\n<!--x',
      true,
      'ie',
      'ie',
    ]);
  });

  test('what hosts do not run yet is warned of', async () => {
    const members = { enabledApiProposals: ['notes'] };
    await given({ 'package.json': JSON.stringify(packageJson({ espalier: espalier(members) })) });
    const { exitCode, err } = await plugin.run('pack', '--out', plugin.folder);
    expect({ exitCode, err }).toEqual({
      exitCode: 0,
      err: ['warning: /espalier/enabledApiProposals unstable API is for development hosts only'],
    });
  });

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['no package.json', { 'package.json': '' }, /package\.json: Unexpected end of JSON input/],
    [
      'an unknown member',
      { 'package.json': JSON.stringify(packageJson({ espalier: espalier({ x: 1 }) })) },
      /package\.json: \/espalier\/x is not a member/,
    ],
    [
      'an API of the future',
      { 'package.json': JSON.stringify(packageJson({ engines: { espalier: '^9.0.0' } })) },
      /engines\.espalier is \^9\.0\.0, and this SDK is 0\.1\.0/,
    ],
    [
      'a source entry that is not there',
      { 'package.json': JSON.stringify(packageJson({ espalier: espalier({ source: 'x.ts' }) })) },
      /there is no x\.ts/,
    ],
    [
      'a syntax error',
      { 'src/plugin.ts': 'export default {' },
      /src\/plugin\.ts:1:17: Expected identifier but found end of file/,
    ],
    [
      'a missing module',
      { 'src/plugin.ts': 'import "left-pad";' },
      /src\/plugin\.ts:1:8: Could not resolve "left-pad"/,
    ],
    [
      'a module of Node',
      { 'src/plugin.ts': 'import "node:fs";' },
      /src\/plugin\.ts:1:8: Node's module "node:fs" is not available to plugins/,
    ],
    [
      'one by its old name',
      { 'src/plugin.ts': 'import "fs/promises";' },
      /Node's module "fs\/promises" is not available/,
    ],
    [
      'import()',
      { 'src/plugin.ts': body('import(learner.ref);') },
      /src\/plugin\.ts:3:\d+: import\(\) is not available/,
    ],
    [
      'import() of a name',
      { 'src/plugin.ts': body('import("./limit.js");') },
      /src\/plugin\.ts:3:\d+: import\(\) is not available/,
    ],
    ['eval', { 'src/plugin.ts': body('eval("1");') }, /src\/plugin\.ts:3:\d+: eval is not available/],
    ['import.meta', { 'src/plugin.ts': body('import.meta.url;') }, /import\.meta is not available/],
    [
      'require of a value',
      { 'src/plugin.ts': body('require(learner.ref);') },
      /require\(\) of a computed name is not available/,
    ],
    [
      'top-level await',
      { 'src/plugin.ts': 'await 1; export default {};' },
      /src\/plugin\.ts:1:1: Top-level await/,
    ],
    [
      'no default export',
      { 'src/plugin.ts': 'export const x = 1;' },
      /must have definePlugin\(\{ policies \}\) as its default export/,
    ],
    [
      'a policy without function',
      { 'src/plugin.ts': 'export default { policies: {} };' },
      /no function for the policy reading-catch-up/,
    ],
    [
      'a function without policy',
      { 'src/plugin.ts': 'export default { policies: { "reading-catch-up"() {}, other() {} } };' },
      /does not declare the policy other/,
    ],
    [
      'the clock at loading',
      { 'src/plugin.ts': body('', 'const today = new Date().getDay(); console.log(today);') },
      /does not load in the sandbox: TypeError: .*Date/,
    ],
    [
      'the network at loading',
      { 'src/plugin.ts': body('', 'fetch("https://example.org/");') },
      /does not load in the sandbox: TypeError: fetch is not a function/,
    ],
    [
      'an endless loop at loading',
      { 'src/plugin.ts': 'const a: unknown[] = []; for (;;) a.push([a]);' },
      /does not load in the sandbox: its process ended/,
    ],
    [
      'a bundle over 256 KB',
      { 'src/plugin.ts': body(`return ${JSON.stringify('x'.repeat(300_000))};`) },
      /the bundle has \d+ bytes; 262144 are allowed/,
    ],
  ])('%s is told in a line, and nothing is packed', async (_name, files, message) => {
    await given(files);
    const { exitCode, out, err } = await plugin.run('pack', '--out', plugin.folder);
    expect(err.join('\n')).toMatch(message);
    expect({ exitCode, out, lines: err.length }).toEqual({ exitCode: 1, out: [], lines: 1 });
    await expect(plugin.read('st-aldates-reading-catch-up-1.2.0.tgz')).rejects.toThrow('ENOENT');
  });
});
