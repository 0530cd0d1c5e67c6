import path from 'node:path';
import { espalier, packageJson, policy } from '../manifest/manifest.factory.js';
import { runInTest, TemporaryPlugin } from './temporary-plugin.factory.js';

let plugin: TemporaryPlugin;
afterEach(() => plugin.remove());

interface Figures {
  readonly policy: string;
  readonly unit: string;
  readonly lines: number;
  readonly rounds: number;
  readonly microsPerLine: number;
  readonly directMicrosPerLine: number;
  readonly ratio: number;
  readonly residentMb: number | null;
  readonly notEvaluated: string | null;
}

const bench = (...args: string[]) =>
  runInTest(['bench', ...args, '--plugin', plugin.folder, '--rounds', '2']);

async function figures(...args: string[]): Promise<Figures[]> {
  const { exitCode, out, err } = await bench(...args, '--json');
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
  return (JSON.parse(out[0]!) as { policies: Figures[] }).policies;
}

test('measures made-up learners in the sandbox and by direct calls', async () => {
  plugin = await TemporaryPlugin.create();
  const [measured] = await figures();
  expect(measured).toMatchObject({
    ...{ policy: 'reading-catch-up', unit: 'learner', lines: 1000, rounds: 2, notEvaluated: null },
  });
  for (const member of ['microsPerLine', 'directMicrosPerLine', 'ratio', 'residentMb'] as const) {
    expect(measured![member]).toBeGreaterThan(0);
  }
});

test('tells in words what it measured, and what is allowed', async () => {
  plugin = await TemporaryPlugin.create();
  const { exitCode, out } = await bench();
  expect({ exitCode, text: out.join('\n') }).toEqual({
    exitCode: 0,
    text: expect.stringMatching(
      /^bundle {2}\d+ of 262144 bytes\nreading-catch-up: 1000 learners, the median of 2 rounds\n {2}a learner .* µs of 5000 µs\n {2}direct call {2}.* µs; the sandbox takes [\d.]+ times as long/,
    ),
  });
});

test('takes learners from a file', async () => {
  plugin = await TemporaryPlugin.create();
  const line = JSON.stringify({ yearGroup: '7', results: {} });
  await plugin.write('learners.ndjson', `${line}\n\n${line}\n${line}\n`);
  const [measured] = await figures(path.join(plugin.folder, 'learners.ndjson'));
  expect(measured).toMatchObject({ lines: 3, notEvaluated: null });
});

test.each([
  [
    'differentiation',
    'group',
    `(group) => forEachLearner(group, () => noAction())`,
    'forEachLearner, noAction',
  ],
  [
    'allocation',
    'round',
    `(round) => allocate(round, round.requests.map(({ ref }) => ({ ref, reason: 'Asked.' })))`,
    'allocate',
  ],
])('a policy of kind %s is measured by the %s', async (kind, unit, rule, imports) => {
  const contributes = { policies: [policy({ kind, triggers: [] })] };
  plugin = await TemporaryPlugin.create({
    'package.json': JSON.stringify(packageJson({ espalier: espalier({ contributes }) })),
    'src/plugin.ts': `import { definePlugin, ${imports} } from '@espalier/sdk';
export default definePlugin({ policies: { 'reading-catch-up': ${rule} } } as any);\n`,
  });
  expect(await figures()).toMatchObject([{ unit, lines: 40, notEvaluated: null }]);
});

test('a policy that throws has no figures to be proud of', async () => {
  plugin = await TemporaryPlugin.create({
    'src/plugin.ts': `import { definePlugin } from '@espalier/sdk';
export default definePlugin({ policies: { 'reading-catch-up'() { throw new Error('no'); } } } as any);\n`,
  });
  const { exitCode, err } = await bench();
  expect({ exitCode, err }).toEqual({
    exitCode: 1,
    err: ['espalier bench: reading-catch-up: not evaluated: threw: Error: no'],
  });
});

test('what takes longer than a server allows is told', async () => {
  plugin = await TemporaryPlugin.create({
    'src/plugin.ts': `import { definePlugin, noAction } from '@espalier/sdk';
export default definePlugin({ policies: { 'reading-catch-up'() {
  let sum = 0;
  for (let i = 0; i < 1e12; i++) sum += i;
  return noAction(sum > 0 ? 'noneNeeded' : 'notApplicable');
} } } as any);\n`,
  });
  const line = JSON.stringify({ yearGroup: '7', results: {} });
  await plugin.write('learners.ndjson', `${line}\n`);
  const { exitCode, err } = await bench(path.join(plugin.folder, 'learners.ndjson'));
  expect({ exitCode, err }).toEqual({
    exitCode: 1,
    err: [expect.stringMatching(/^espalier bench: reading-catch-up: not evaluated: timeout: /)],
  });
});

test.each<[string, string[], string | RegExp]>([
  ['no rounds', ['--rounds', '0'], '--rounds must be a whole number from 1 to 1000'],
  ['a policy that is not there', ['--policy', 'reading-catchup'], /did you mean "reading-catch-up"\?/],
  ['a file that is not there', ['nobody.ndjson'], 'there is no file nobody.ndjson'],
  ['a wrong option', ['--round', '1'], `Unknown option '--round'; did you mean "--rounds"?`],
])('%s is told in a line', async (_name, args, message) => {
  plugin = await TemporaryPlugin.create();
  const { exitCode, out, err } = await runInTest(['bench', '--plugin', plugin.folder, ...args]);
  expect({ exitCode, out, lines: err.length }).toEqual({ exitCode: 2, out: [], lines: 1 });
  expect(err[0]!.replace('espalier bench: ', '')).toMatch(message);
});
