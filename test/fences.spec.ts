import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const configFile = join(root, '.dependency-cruiser.cjs');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

interface Side {
  readonly path?: string | string[];
  readonly pathNot?: string | string[];
}
interface Fences {
  readonly forbidden: readonly { readonly name: string; readonly from: Side; readonly to: Side }[];
}
const fences = createRequire(import.meta.url)(configFile) as Fences;

/** Folders that the expressions of the fences name: `^src/(pupils|targets)/` names two. */
function foldersNamed(): string[] {
  const expressions = fences.forbidden
    .flatMap(({ from, to }) => [from.path, from.pathNot, to.path, to.pathNot])
    .flatMap((it) => it ?? []);
  const folders = expressions.flatMap((expression) => {
    const [, first, below] = /^\^(\(?[a-z|-]+\)?)\/(?:(\(?[a-z|-]+\)?)\/)?/.exec(expression) ?? [];
    return alternatives(first).flatMap((it) =>
      below ? alternatives(below).map((name) => `${it}/${name}`) : [it],
    );
  });
  return [...new Set(folders)].filter((it) => !['coverage', 'data'].includes(it)).sort();
}

function alternatives(group: string | undefined): string[] {
  return group ? group.replace(/^\(|\)$/g, '').split('|') : [];
}

describe('the folders of the fences', () => {
  it.each(foldersNamed())('%s exists', (folder) => {
    expect(existsSync(join(root, folder))).toBe(true);
  });

  it('every domain stands behind a fence', () => {
    const domains = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `src/${entry.name}`);
    expect(foldersNamed()).toEqual(expect.arrayContaining(domains));
  });
});

/** A file of a small repository beside this one, what it imports, and the fence that stops it; null for none. */
const cases: readonly (readonly [file: string, imports: string, fence: string | null])[] = [
  ['src/common/reads-rows.ts', '../database/open.js', 'common-looks-left'],
  ['src/common/knows-who.ts', '../auth/who.js', 'common-looks-left'],
  ['src/database/knows-who.ts', '../auth/who.js', 'database-looks-left'],
  ['src/pupils/looks-right.ts', '../targets/target.js', 'pupils-looks-left'],
  ['src/exchange/looks-right.ts', '../demo/demo.js', 'exchange-looks-left'],
  ['src/auth/reads-rows.ts', '../database/open.js', null],
  ['src/targets/looks-left.ts', '../pupils/pupil.js', null],
  ['src/pupils/upwards.ts', '../app.module.js', 'domains-below-the-app'],
  ['src/pupils/knows-plugins.ts', '@espalier/sdk', 'domain-without-plugins'],
  ['src/pupils/knows-the-field.ts', '@espalier/sdk/field', null],
  ['sdk/src/field/knows-plugins.ts', '../manifest/manifest.js', 'field-without-plugins'],
  ['src/plugin-host/knows-plugins.ts', '@espalier/sdk', null],
  ['src/pupils/upn.ts', '@nestjs/common', 'pure-rules'],
  ['src/targets/trajectory/stored.ts', 'typeorm', 'pure-rules'],
  ['src/pupils/pupils.service.ts', '@nestjs/common', null],
  ['sdk/src/on-the-server.ts', '../../src/pupils/pupil.js', 'sdk-stands-alone'],
  ['sdk/src/with-nest.ts', '@nestjs/common', 'sdk-stands-alone'],
  ['plugins/catch-up/src/reads-files.ts', 'node:fs', 'plugin-only-sdk'],
  ['plugins/catch-up/src/on-the-server.ts', '../../../src/pupils/pupil.js', 'plugin-only-sdk'],
  ['plugins/catch-up/src/of-a-neighbour.ts', '../../other/src/plugin.js', 'plugin-only-sdk'],
  ['plugins/catch-up/src/plugin.ts', '@espalier/sdk', null],
  ['plugins/catch-up/src/plugin.spec.ts', 'node:fs', null],
  ['test/story.e2e-spec.ts', '../src/pupils/pupil.js', 'tests-outside'],
  ['test/fixtures/rows.ts', '../../src/pupils/upn.js', null],
  ['test/fixtures/entities.ts', '../../src/pupils/pupil.entity.js', 'test-data-by-rules'],
  ['src/pupils/with-rows.ts', '../../test/fixtures/rows.js', 'code-without-tests'],
  ['src/pupils/rows.spec.ts', '../../test/fixtures/rows.js', null],
  ['src/pupils/story.spec.ts', '../../test/server.js', 'specs-only-fixtures'],
  ['src/pupils/made.ts', 'fast-check', 'ships-its-dependencies'],
  ['src/pupils/lost.ts', './nowhere.js', 'resolves'],
  ['src/schools/one.ts', './two.js', 'no-cycles'],
];

/** What the cases lean on. */
const scenery: Readonly<Record<string, string>> = {
  'src/app.module.ts': 'export interface Thing {}',
  'src/database/open.ts': 'export interface Thing {}',
  'src/auth/who.ts': 'export interface Thing {}',
  'src/pupils/pupil.ts': 'export interface Thing {}',
  'src/pupils/pupil.entity.ts': 'export interface Thing {}',
  'src/targets/target.ts': 'export interface Thing {}',
  'src/demo/demo.ts': 'export interface Thing {}',
  'sdk/src/manifest/manifest.ts': 'export interface Thing {}',
  'src/schools/two.ts': "import type { Thing } from './one.js';\nexport type Other = Thing;",
  'plugins/other/src/plugin.ts': 'export interface Thing {}',
  'test/server.ts': 'export interface Thing {}',
};

interface Report {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly rules?: readonly { readonly name: string }[] }[];
  }[];
}

/** The fences that each file of the small repository runs into. */
function cruise(): Map<string, string[]> {
  mkdirSync(join(root, 'coverage'), { recursive: true });
  const folder = mkdtempSync(join(root, 'coverage', 'fences-'));
  try {
    const written = cases.map(([file, imports]): [string, string] => [
      file,
      `import type { Thing } from '${imports}';\nexport type Mine = Thing;\nexport type { Thing };`,
    ]);
    copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
    for (const [file, text] of [...Object.entries(scenery), ...written]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${text}\n`);
    }
    const args = ['--config', configFile, '--output-type', 'json', 'src', 'sdk', 'plugins', 'test'];
    const { stdout, stderr } = spawnSync(process.execPath, [cruiser, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (!stdout.startsWith('{')) throw new Error(stdout + stderr);
    const { modules } = JSON.parse(stdout) as Report;
    return new Map(
      modules.map(({ source, dependencies }) => [
        source,
        [...new Set(dependencies.flatMap(({ rules = [] }) => rules.map(({ name }) => name)))],
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('an import of a type, as little as it is,', () => {
  const met = cruise();

  it.each(cases)('%s → %s: %s', (file, _imports, fence) => {
    const names = met.get(file) ?? [];
    if (fence) expect(names).toContain(fence);
    else expect(names).toEqual([]);
  });
});
