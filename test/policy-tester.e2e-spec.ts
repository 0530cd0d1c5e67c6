import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

/* An author's folder with the built SDK; Jest runs the SDK's own suite of it. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-tester-'));
  mkdirSync(join(folder, 'node_modules/@espalier'), { recursive: true });
  symlinkSync(join(root, 'sdk'), join(folder, 'node_modules/@espalier/sdk'), 'dir');
  symlinkSync(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'), 'dir');
  const policy = {
    ...{ id: 'catch-up', kind: 'intervention', title: 'Catch-up', feature: 'intervention' },
    inputs: ['attendance', 'results:reading'],
  };
  const manifest = {
    ...{
      name: '@st-aldates/catch-up',
      version: '1.0.0',
      license: 'MIT',
      type: 'module',
      main: 'dist/plugin.js',
    },
    engines: { espalier: '^0.1.0' },
    espalier: { displayName: 'Catch-up', publisher: 'st-aldates', contributes: { policies: [policy] } },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(
    join(folder, 'plugin.js'),
    `import { definePlugin, insufficientData, noAction, recommend } from '@espalier/sdk';
export default definePlugin({ policies: { 'catch-up'({ results, attendance }) {
  const latest = results.reading?.at(-1);
  if (latest?.value == null) return insufficientData(['results:reading']);
  if (latest.value >= 85) return noAction();
  return recommend({ rule: 'low', wave: attendance && attendance.absence > 0.5 ? 3 : 2, provisionType: 'reading-group',
    subject: 'reading', reason: 'Low.', evidence: [{ input: 'results:reading', value: latest.value }] });
} } });\n`,
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function table(wave: number): string {
  return `tester.run('catch-up', {
  recommends: [{ name: 'one under', learner: { results: { reading: [84] } }, expect: { wave: ${wave} } }],
  noAction: [{ name: 'on it', learner: { results: { reading: [85] } } }],
  insufficient: [{ name: 'none', learner: {} }],
});
await tester.monotone('catch-up', { input: 'attendance.present', direction: 'up', never: 'higher wave' });\n`;
}

function run(file: string, text: string, ...args: string[]) {
  writeFileSync(join(folder, file), text);
  return node(...args, file);
}

function node(...args: string[]) {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { status, output: stdout + stderr };
}

const head = (options: string) => `import { PolicyTester } from '@espalier/sdk/testing';
import plugin from './plugin.js';
const tester = new PolicyTester(plugin, { packageJson: new URL('package.json', import.meta.url)${options} });\n`;

test('node:test runs a table and a law with the describe and it that are handed over, as any runner without globals', () => {
  const runner = `import { describe, it } from 'node:test';\n${head(', runner: { describe, it }')}`;
  const good = run('good.test.js', runner + table(2), '--test', '--test-reporter=tap');
  expect(good.output).toMatch(/# tests 4\n[^]*# pass 4\n# fail 0\n/);
  expect(good.status).toBe(0);
  const bad = run('bad.test.js', runner + table(3), '--test', '--test-reporter=tap');
  expect(bad.output).toMatch(/not ok 1 - recommends: one under/);
  expect(bad.output).toMatch(/# pass 3\n# fail 1\n/);
  expect(bad.status).toBe(1);
});

test('Vitest runs a table and a law by its globals, and by the describe and it that are handed over', () => {
  const runner = `import { describe, it } from 'vitest';\n${head(', runner: { describe, it }')}`;
  const vitest = (globals: boolean, file: string, text: string) => {
    writeFileSync(join(folder, file), text);
    const main = join(root, 'node_modules/vitest/vitest.mjs');
    return node(main, 'run', '--reporter=tap-flat', `--globals=${globals}`, file);
  };
  const good = vitest(true, 'good.spec.js', head('') + table(2));
  expect(good.output.match(/^ok .*$/gm)).toHaveLength(4);
  expect(good.output).toMatch(/ok 1 - good\.spec\.js > catch-up > recommends: one under/);
  expect(good.status).toBe(0);
  const bad = vitest(false, 'bad.spec.js', runner + table(3));
  expect(bad.output).toMatch(/not ok 1 - bad\.spec\.js > catch-up > recommends: one under/);
  expect(bad.output.match(/^ok .*$/gm)).toHaveLength(3);
  expect(bad.output).toMatch(/wave\n? *(\\n)? *expected/);
  expect(bad.status).toBe(1);
});

test('without any runner a table runs where it stands, and what fails is thrown', () => {
  expect(run('good.js', head('') + table(2))).toEqual({ status: 0, output: '' });
  const bad = run('bad.js', head('') + table(3));
  expect(bad.output).toMatch(/catch-up: 1 of 3 cases failed\nrecommends: one under\nwave\n {2}expected {2}3/);
  expect(bad.status).toBe(1);
});
