import { tmpdir } from 'node:os';
import { runInTest } from './temporary-plugin.factory.js';

test.each<[string[], number, RegExp]>([
  [['--help'], 0, /espalier pack \[folder\]/],
  [['pack', '--help'], 0, /^espalier pack \[folder\] \[--out dir\] \[--json\]\n/],
  [['--version'], 0, /^0\.1\.0$/],
  [[], 2, /espalier types \[folder\]/],
])('espalier %j prints help', async (args, code, text) => {
  const { exitCode, out, err } = await runInTest(args);
  expect({ exitCode, err }).toEqual({ exitCode: code, err: [] });
  expect(out.join('\n')).toMatch(text);
});

test.each<[string[], number, string | RegExp]>([
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
