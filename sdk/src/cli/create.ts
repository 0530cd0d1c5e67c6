import { policyKinds } from '../manifest/manifest.schema.js';
import type { PolicyKind } from '../manifest/manifest.js';
import { parseArguments } from './arguments.js';
import { CliError, type Command, type Streams } from './command.js';
import { relativeToHere } from './plugin-folder.js';
import { canAsk, Prompt } from './prompt.js';
import { folderName, newPlugin, type NewPlugin } from './scaffold.js';
import { suggestion } from './suggestion.js';
import { writeNewFolder } from './write-new-folder.js';

interface Given {
  readonly name?: string | undefined;
  readonly publisher?: string | undefined;
  readonly kind?: string | undefined;
}

export const create: Command = {
  name: 'create',
  summary: 'make a plugin to begin with, which passes espalier check and its own tests',
  usage:
    'espalier create [name] [--kind kind] [--publisher name] [--folder path] [--sdk spec]\n' +
    '                [--yes] [--json]',
  options: [
    ['name', 'of the package, with or without a scope: @st-aldates/reading-catch-up'],
    ['--kind kind', 'intervention (unless given), target, differentiation or allocation'],
    ['--publisher name', 'who publishes it, in kebab-case; the scope of the name unless given'],
    ['--folder path', 'where it is put: a folder that is new or empty; one of its name unless given'],
    ['--sdk spec', 'what npm is to install as @espalier/sdk, for example file:../espalier-sdk-0.1.0.tgz'],
    ['--yes', 'ask nothing'],
    ['--json', 'ask nothing, and print { folder, name, publisher, kind, policy, files }'],
  ],
  example: 'espalier create @st-aldates/reading-catch-up --kind intervention --yes',
  exitCodes: [
    'the plugin is there',
    'is not used: there is no plugin yet',
    'the command line is wrong, the folder is not empty, or it cannot be written',
  ],
  async run(args, streams) {
    const { values, subject: name } = parseArguments(
      args,
      {
        kind: { type: 'string' },
        publisher: { type: 'string' },
        folder: { type: 'string' },
        sdk: { type: 'string' },
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      'name',
    );
    const given = { name, publisher: values.publisher, kind: values.kind };
    if (given.kind !== undefined) kindOf(given.kind);
    const silent = values.yes || values.json || !canAsk(streams);
    const plugin = newPlugin({ ...(silent ? settle(given) : await askFor(given, streams)), sdk: values.sdk });
    const folder = await writeNewFolder(values.folder ?? folderName(plugin.name), plugin.files);
    if (values.json) {
      const files = [...plugin.files.keys()];
      streams.out(JSON.stringify({ folder, ...identityOf(plugin), files }));
      return;
    }
    for (const line of next(plugin, relativeToHere(folder))) streams.out(line);
  },
};

/** What was given, and for the rest what follows from it. */
function settle({ name, publisher, kind }: Given) {
  if (name === undefined) throw new CliError('name the plugin, for example @st-aldates/reading-catch-up', 2);
  const settled = publisher ?? scopeOf(name);
  if (settled === undefined) throw new CliError('--publisher is needed where the name has no scope', 2);
  return { name, publisher: settled, kind: kindOf(kind ?? 'intervention') };
}

async function askFor(given: Given, streams: Streams) {
  const prompt = new Prompt(streams);
  try {
    const name = given.name ?? (await prompt.ask('Name of the package', '@my-school/my-policy'));
    const publisher =
      given.publisher ?? scopeOf(name) ?? (await prompt.ask('Publisher, in kebab-case', 'my-school'));
    const kind = given.kind ?? (await prompt.ask(`Kind: ${policyKinds.join(', ')}`, 'intervention'));
    return settle({ name, publisher, kind });
  } finally {
    prompt.close();
  }
}

function scopeOf(name: string): string | undefined {
  return /^@([^/]+)\//.exec(name)?.[1];
}

function kindOf(kind: string): PolicyKind {
  const found = policyKinds.find((each) => each === kind);
  if (found) return found;
  throw new CliError(`there is no kind "${kind}"${suggestion(kind, policyKinds)}`, 2);
}

function identityOf({ name, publisher, kind, policy }: NewPlugin) {
  return { name, publisher, kind, policy };
}

function next({ name, files }: NewPlugin, folder: string): string[] {
  return [
    `${name} is in ${folder}: ${files.size} files`,
    '',
    ...(folder === '.' ? [] : [`  cd ${folder}`]),
    '  npm install',
    '  npm test',
    '  npm run check',
    '',
    'The rule is in src/plugin.ts, what it reads and its settings in package.json, its tests in test/.',
  ];
}
