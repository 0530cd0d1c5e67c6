import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-guide-tests-'));
  mkdirSync(join(folder, 'node_modules/@espalier'), { recursive: true });
  symlinkSync(join(root, 'sdk'), join(folder, 'node_modules/@espalier/sdk'), 'dir');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The manifest of a page: whole, or about its policy, with the setting that the pages speak of. */
function manifestOf(json: string): object {
  const shown = JSON.parse(json) as { espalier?: object };
  if (shown.espalier) return shown;
  const points = { type: 'integer', default: 2, description: 'Points of challenge.' };
  const contributes = { policies: [shown], configuration: { type: 'object', properties: { points } } };
  return {
    ...{ name: '@example/guide', version: '1.0.0', license: 'MIT', type: 'module', main: 'dist/plugin.js' },
    engines: { espalier: '^0.1.0' },
    espalier: { displayName: 'Guide', publisher: 'example', contributes },
  };
}

test.each(['target', 'differentiation', 'allocation'])(
  'the tests on the page of policies of kind %s pass for the policy on it',
  (kind) => {
    const page = readFileSync(join(root, `docs/plugin-authors/${kind}-policies.md`), 'utf8');
    const [json] = [...page.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, block]) => block!);
    const [plugin, tests] = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, block]) => block!);
    mkdirSync(join(folder, kind, 'src'), { recursive: true });
    writeFileSync(join(folder, kind, 'package.json'), JSON.stringify(manifestOf(json!)));
    writeFileSync(join(folder, kind, 'src/plugin.ts'), plugin!);
    writeFileSync(join(folder, kind, 'src/plugin.test.ts'), tests!.replace('./plugin.js', './plugin.ts'));
    const { status, stderr } = spawnSync(process.execPath, ['src/plugin.test.ts'], {
      cwd: join(folder, kind),
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  },
);
