import { tmpdir } from 'node:os';
import { runInTest } from './temporary-plugin.factory.js';

test.each<[string[], number, RegExp]>([
  [['--help'], 0, /^ {2}pack +bundle a plugin, try it in the sandbox/m],
  [['pack', '--help'], 0, /^espalier pack \[folder\] \[--out dir\] \[--json\]\n/],
  [['help', 'pack'], 0, /^espalier pack \[folder\]/],
  [['run', 'learners.ndjson', '-h'], 0, /^espalier run \[learners\.ndjson\]/],
  [['--version'], 0, /^0\.1\.0$/],
  [[], 2, /^ {2}types +write espalier-env\.d\.ts/m],
])('espalier %j prints help', async (args, code, text) => {
  const { exitCode, out, err } = await runInTest(args);
  expect({ exitCode, err }).toEqual({ exitCode: code, err: [] });
  expect(out.join('\n')).toMatch(text);
});

const commands = ['create', 'types', 'check', 'run', 'bench', 'pack', 'keygen', 'sign', 'verify', 'install'];

test.each(commands)(
  'espalier %s --help has its options, an example, and what each exit code means',
  async (name) => {
    const { out } = await runInTest([name, '--help']);
    expect(out.join('\n')).toMatch(
      /\n\nOptions\n {2}\S[^]*\n\nExample\n {2}\$ espalier [^]*\n\nExit codes\n {2}0 .+\n {2}1 .+\n {2}2 .+(\n {2}3 .+)?$/,
    );
    expect(out.join('\n')).toContain(`\n  $ espalier ${name}`);
  },
);

test('espalier --help lists every command', async () => {
  const { out } = await runInTest(['--help']);
  expect([...out.join('\n').matchAll(/^ {2}([a-z]+) {2}/gm)].map(([, name]) => name)).toEqual(commands);
});

test.each<[string[], number, string | RegExp]>([
  [['rnu'], 2, 'espalier: there is no command "rnu"; did you mean "run"? (see espalier --help)'],
  [['help', 'pakc'], 2, 'espalier: there is no command "pakc"; did you mean "pack"? (see espalier --help)'],
  [['pakc'], 2, 'espalier: there is no command "pakc"; did you mean "pack"? (see espalier --help)'],
  [['type'], 2, 'espalier: there is no command "type"; did you mean "types"? (see espalier --help)'],
  [['frobnicate'], 2, 'espalier: there is no command "frobnicate" (see espalier --help)'],
  [['pack', 'a', 'b'], 2, 'espalier pack: one folder at most, not 2'],
  [['pack', '--fast'], 2, /^espalier pack: Unknown option '--fast'/],
  [['pack', '--out'], 2, /^espalier pack: Option '--out <value>' argument missing/],
  [['types', tmpdir()], 1, `espalier types: ${tmpdir()}: no package.json here`],
])('espalier %j says in one line what is wrong', async (args, code, text) => {
  const { exitCode, out, err } = await runInTest(args);
  expect({ exitCode, out, lines: err.length }).toEqual({ exitCode: code, out: [], lines: 1 });
  expect(err[0]).toMatch(text);
});
