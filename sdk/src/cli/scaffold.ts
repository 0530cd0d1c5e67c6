import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SDK_API_VERSION } from '../manifest/api-range.js';
import type { PolicyKind } from '../manifest/manifest.js';
import { readManifest } from '../manifest/read-manifest.js';
import { CliError } from './command.js';
import { pluginTypes } from './plugin-types.js';
import { typesFile } from './types.js';

/** What a new plugin is made of. */
export interface NewPlugin {
  readonly name: string;
  readonly publisher: string;
  readonly kind: PolicyKind;
  /** The id of its policy. */
  readonly policy: string;
  /** Path in its folder → text, in the order of paths. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Wanted {
  readonly name: string;
  readonly publisher: string;
  readonly kind: PolicyKind;
  /** What npm is to install as the SDK; releases that fit this one unless given. */
  readonly sdk: string | undefined;
}

/** Files that stand as they are in a plugin's folder, with `{{words}}` to fill in. */
const templates = fileURLToPath(new URL('../../templates', import.meta.url));
const contributesFile = 'contributes.json';
/** npm leaves a .gitignore out of a package, so it goes by another name. */
const renamed: Readonly<Record<string, string>> = { gitignore: '.gitignore' };

/** The folder's name for a package: `@st-aldates/catch-up` → `catch-up`. */
export function folderName(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

/** @throws CliError 2 where the name or the publisher would not do in a manifest. */
export function newPlugin({ name, publisher, kind, sdk }: Wanted): NewPlugin {
  const policy = folderName(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const words = policy.replaceAll('-', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const year = String(Temporal.Now.plainDateISO().year);
  const filled = fill({ name, id: policy, title, publisher, year });
  const { [contributesFile]: contributes, ...rest } = { ...templateFiles('common'), ...templateFiles(kind) };
  const packageJson = {
    name,
    version: '0.1.0',
    description: `${title}: a policy for Espalier`,
    license: 'MIT',
    type: 'module',
    engines: { espalier: `^${SDK_API_VERSION}` },
    main: 'dist/plugin.js',
    scripts: {
      types: 'espalier types',
      check: 'espalier check',
      test: 'tsc -p test && node --test',
      bench: 'espalier bench',
      pack: 'espalier pack',
    },
    devDependencies: {
      '@espalier/sdk': sdk ?? `^${SDK_API_VERSION}`,
      '@types/node': '^26.0.0',
      typescript: '^6.0.0',
    },
    espalier: { displayName: title, publisher, contributes: JSON.parse(filled(contributes!)) as object },
  };
  const reading = readManifest(packageJson);
  if (!reading.ok) {
    const faults = new Set(
      reading.errors.map(({ pointer, detail }) => `${wanted[pointer] ?? pointer} ${detail}`),
    );
    throw new CliError([...faults].join('\n'), 2);
  }
  const files = new Map([
    ...Object.entries(rest).map(([file, text]): [string, string] => [file, filled(text)]),
    ['package.json', `${JSON.stringify(packageJson, null, 2)}\n`],
    [typesFile, pluginTypes(reading.manifest)],
  ]);
  return { name, publisher, kind, policy, files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Members of the manifest by what the author was asked for. */
const wanted: Readonly<Record<string, string>> = {
  '/name': 'the name',
  '/espalier/displayName': 'the name',
  '/espalier/contributes/policies/0/id': 'the name',
  '/espalier/contributes/policies/0/title': 'the name',
  '/espalier/publisher': 'the publisher',
};

function templateFiles(folder: string): Record<string, string> {
  const root = path.join(templates, folder);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      const place = path.relative(root, file).split(path.sep).join('/');
      return [renamed[place] ?? place, readFileSync(file, 'utf8')];
    }),
  );
}

function fill(words: Readonly<Record<string, string>>): (text: string) => string {
  return (text) => text.replace(/\{\{([a-z]+)\}\}/g, (whole, word: string) => words[word] ?? whole);
}
