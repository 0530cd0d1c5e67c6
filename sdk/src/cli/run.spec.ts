import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleBootstrap } from '../../../test/hostile/bundle-bootstrap.js';
import { espalier, packageJson, policy } from '../manifest/manifest.factory.js';
import { runInTest, TemporaryPlugin } from './temporary-plugin.factory.js';

let plugin: TemporaryPlugin;

beforeAll(() => {
  bundleBootstrap();
});
afterEach(() => plugin.remove());

const result = (value: number | null) => ({
  date: '2026-06-26',
  framework: 'ks2-scaled',
  frameworkVersion: 1,
  value,
  grade: null,
  outcome: null,
  status: 'R',
  source: 'test',
});

const pupil = (...values: number[]) => ({ yearGroup: '7', results: { reading: values.map(result) } });

/** A plugin whose policy has this kind and body; the guide's where none is given. */
async function given(body?: string, kind = 'intervention') {
  const source =
    body &&
    `let calls = 0;
     export default { policies: { 'reading-catch-up'(input, context) { calls += 1; ${body} } } };`;
  plugin = await TemporaryPlugin.create({
    'package.json': JSON.stringify(
      packageJson({
        espalier: espalier({
          contributes: {
            policies: [policy({ kind })],
            configuration: { type: 'object', properties: { threshold: { type: 'integer', default: 97 } } },
          },
        }),
      }),
    ),
    ...(source && { 'src/plugin.js': source }),
  });
  if (source) await plugin.removeFile('src/plugin.ts');
}

/** Runs lines, each an object or a text, from a file in the plugin's folder. */
async function run(lines: readonly unknown[], ...args: string[]) {
  const file = path.join(plugin.folder, 'learners.ndjson');
  await writeFile(
    file,
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
  const ran = await runInTest(['run', file, '--plugin', plugin.folder, '--as-of', '2026-07-10', ...args]);
  return { ...ran, answers: ran.out.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('a learner a line in, a verdict a line out, with defaults of settings as a school has them', async () => {
  await given();
  const { exitCode, answers, err } = await run([pupil(90, 96), pupil(97), { yearGroup: null, results: {} }]);
  expect(exitCode).toBe(0);
  expect(answers).toEqual([
    {
      line: 1,
      verdicts: [
        expect.objectContaining({
          kind: 'recommend',
          reason: 'KS2 reading 96, threshold 97',
          reviewBy: '2026-10-02',
          urgent: false,
        }),
      ],
    },
    { line: 2, verdicts: [expect.objectContaining({ kind: 'noAction', why: 'noneNeeded' })] },
    { line: 3, verdicts: [expect.objectContaining({ kind: 'insufficientData' })] },
  ]);
  expect(err[0]).toBe('reading-catch-up as of 2026-07-10');
  expect(err[1]).toBe('3 evaluated');
  expect(err[2]).toMatch(/^3 lines: insufficientData 1, noAction 1, recommend 1; \d+ µs a line$/);
});

test('learners come from standard input too, with a byte order mark, CRLF and empty lines', async () => {
  await given();
  const text = `\uFEFF${JSON.stringify(pupil(96))}\r\n\r\n${JSON.stringify(pupil(97))}\r\n`;
  const { exitCode, out } = await runInTest(['run', '--plugin', plugin.folder], text);
  expect({ exitCode, lines: out.map((line) => (JSON.parse(line) as { line: number }).line) }).toEqual({
    exitCode: 0,
    lines: [1, 3],
  });
});

test('settings go over the defaults, and are checked as a server checks them', async () => {
  await given();
  await plugin.write('settings.json', '{"threshold":96}');
  const settings = path.join(plugin.folder, 'settings.json');
  expect((await run([pupil(96)], '--settings', settings)).answers).toMatchObject([
    { verdicts: [{ kind: 'noAction' }] },
  ]);
  await plugin.write('settings.json', '{"treshold":96}');
  const { exitCode, err } = await run([pupil(96)], '--settings', settings);
  expect({ exitCode, err }).toEqual({
    exitCode: 2,
    err: [expect.stringMatching(/settings\.json: \/treshold is not a member that is known here$/)],
  });
});

test('a line with faults is told by number, with what is undeclared or missing; the others are evaluated', async () => {
  await given();
  const { exitCode, err, answers } = await run([
    pupil(97),
    { ...pupil(97), attendance: null, ref: 3 },
    '{"yearGroup":',
    { results: { reading: [], mathematics: [] } },
    '[]',
    pupil(96),
  ]);
  expect(exitCode).toBe(2);
  expect(answers.map(({ line }) => line)).toEqual([1, 6]);
  expect(err.filter((line) => line.startsWith('line '))).toEqual([
    'line 2: undeclared input attendance; ref is given by the host: leave it out',
    expect.stringMatching(/^line 3: not JSON: /),
    'line 4: undeclared input results:mathematics; the declared input yearGroup is missing',
    'line 5: not an object with the declared inputs',
  ]);
  expect(err.at(-1)).toBe('espalier run: not read for their faults: lines 2, 3, 4, 5');
});

test('--json prints the summary alone, and --out keeps the answers', async () => {
  await given();
  const file = path.join(plugin.folder, 'verdicts.ndjson');
  const { exitCode, out } = await run([pupil(96), pupil(97)], '--json', '--out', file);
  expect({ exitCode, lines: out.length }).toEqual({ exitCode: 0, lines: 1 });
  expect(JSON.parse(out[0]!)).toEqual({
    policy: 'reading-catch-up',
    kind: 'intervention',
    asOf: '2026-07-10',
    lines: 2,
    outcomes: { noAction: 1, recommend: 1 },
    badLines: [],
    impureLines: [],
    microsPerLine: expect.any(Number),
  });
  expect((await plugin.read('verdicts.ndjson')).toString().trimEnd().split('\n')).toHaveLength(2);
});

test('the output is checked as a server checks it, and what a policy logs goes to the errors', async () => {
  await given(`console.warn('year ' + input.yearGroup); return { kind: 'recommend', wave: 4 };`);
  const { exitCode, answers, err } = await run([pupil(96)]);
  expect(exitCode).toBe(1);
  expect(answers).toEqual([
    { line: 1, notEvaluated: 'badOutput', detail: expect.stringContaining('answer.rule') },
  ]);
  expect(err).toContain('console.warn: year 7');
  expect(err.at(-1)).toMatch(/^espalier run: not evaluated: 1 /);
});

test('a policy that answers otherwise the second time is named impure', async () => {
  await given(`return { kind: 'noAction', why: 'noneNeeded', reason: 'call ' + calls };`);
  const { exitCode, err } = await run([pupil(96), pupil(97), pupil(98)]);
  expect(exitCode).toBe(1);
  expect(err.at(-1)).toBe(
    'espalier run: impure, for it answered otherwise the second time: lines 1, 3; a server stops such a version',
  );
});

test('what throws is told for its line, and the sandbox is the server’s: no clock', async () => {
  await given(`return { kind: 'noAction', reason: String(Date.now()) };`);
  const { exitCode, answers } = await run([pupil(96)]);
  expect(exitCode).toBe(1);
  expect(answers).toEqual([{ line: 1, notEvaluated: 'threw', detail: expect.stringContaining('Date') }]);
});

test('a policy of kind target proposes for each line', async () => {
  await given(
    `return { kind: 'proposeTarget', rule: 'one-more', subject: 'reading', framework: 'ks2-scaled', frameworkVersion: 1,
      baseline: 96, baselineDate: '2026-06-26', target: 97, due: '2027-07-09', reason: 'One more.' };`,
    'target',
  );
  expect((await run([pupil(96)])).answers).toEqual([
    { line: 1, verdicts: [expect.objectContaining({ kind: 'proposeTarget', target: 97 })] },
  ]);
});

test('a line for a policy of kind differentiation is a group', async () => {
  await given(
    `return { suggestedGroups: [], learners: input.learners.map(({ ref }) => ({ ref, verdict: { kind: 'noAction' } })) };`,
    'differentiation',
  );
  const group = { subject: 'reading', learners: [pupil(90), pupil(99)], groupCapacity: null };
  const { answers, err, exitCode } = await run([
    group,
    { ...group, learners: [{ ...pupil(1), sen: null }], title: '7X' },
    { ...group, learners: [{ ...pupil(1), sen: null }] },
  ]);
  expect(answers).toEqual([
    {
      line: 1,
      answer: {
        suggestedGroups: [],
        learners: [0, 1].map((ref) => ({ ref, verdict: expect.objectContaining({ kind: 'noAction' }) })),
      },
    },
  ]);
  expect(exitCode).toBe(2);
  expect(err).toEqual(
    expect.arrayContaining(['line 2: unknown member title', 'line 3: learners[0]: undeclared input sen']),
  );
});

test('a line for a policy of kind allocation is a round', async () => {
  await given(
    `return { funded: [{ ref: 1, reason: 'Year ' + input.requests[1].learner.yearGroup }],
              unfunded: [{ ref: 0, why: 'places', reason: 'One place.' }] };`,
    'allocation',
  );
  const request = {
    ...{ provisionType: 'reading-group', wave: 2, subject: 'reading', urgent: false, since: '2026-07-01' },
    ...{ statutory: false, costPence: 10_000 },
    learner: pupil(96),
  };
  const round = {
    ...{ from: '2026-09-01', to: '2026-12-18', budgetPence: null },
    requests: [request, request],
    supplies: [{ provisionType: 'reading-group', places: 1, meanGain: null }],
  };
  const { exitCode, answers } = await run([round]);
  expect({ exitCode, answers }).toEqual({
    exitCode: 0,
    answers: [
      {
        line: 1,
        answer: {
          funded: [{ ref: 1, reason: 'Year 7', evidence: [] }],
          unfunded: [{ ref: 0, why: 'places', reason: 'One place.' }],
        },
      },
    ],
  });
  expect((await run([{ ...round, requests: [{ ...request, urgent: 'no' }] }])).err).toContain(
    'line 1: requests[0]: urgent must be a boolean',
  );
});

test.each<[string, string[], number, RegExp]>([
  [
    'a policy that is not there',
    ['--policy', 'reading-catchup'],
    2,
    /no policy "reading-catchup"; did you mean "reading-catch-up"\?$/,
  ],
  ['a day that does not exist', ['--as-of', '2026-02-30'], 2, /--as-of must be a date that exists/],
  [
    'an assessment point on the day itself',
    ['--next-assessment-point', '2026-07-10'],
    2,
    /must be after --as-of$/,
  ],
  [
    'an option that is nearly one',
    ['--polcy', 'x'],
    2,
    /Unknown option '--polcy'; did you mean "--policy"\?$/,
  ],
])('%s is told in a line', async (_name, args, code, message) => {
  await given();
  const { exitCode, out, err } = await run([pupil(96)], ...args);
  expect({ exitCode, out, lines: err.length }).toEqual({ exitCode: code, out: [], lines: 1 });
  expect(err[0]).toMatch(message);
});

test('a file that is not there, and a plugin that does not load, are told in a line', async () => {
  await given();
  const missing = await runInTest(['run', 'no-such.ndjson', '--plugin', plugin.folder]);
  expect({ exitCode: missing.exitCode, err: missing.err.at(-1) }).toEqual({
    exitCode: 2,
    err: 'espalier run: there is no file no-such.ndjson',
  });
  await plugin.write('src/plugin.ts', 'export default { policies: {} };');
  const broken = await run([pupil(96)]);
  expect({ exitCode: broken.exitCode, err: broken.err.at(-1) }).toEqual({
    exitCode: 1,
    err: expect.stringMatching(/cannot be activated \(noPolicy\)/),
  });
});
