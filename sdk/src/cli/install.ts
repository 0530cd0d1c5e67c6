import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArguments } from './arguments.js';
import { CliError, type Command, type Streams } from './command.js';
import { credentialOptions, readCredentials } from './credentials.js';
import { type PackageOnDisk, readPackageFile } from './package-files.js';
import { canAsk, Prompt } from './prompt.js';
import { ServerClient, type ServerInstallation, type ServerPlugin, serverUrl } from './server-client.js';
import { suggestion } from './suggestion.js';
import { inputsOf, type ReadablePlugin, whatItReads } from './what-it-reads.js';

/** What a school is to have of the plugin. */
interface ForSchool {
  readonly school: string;
  readonly enable: boolean;
  readonly grants: readonly string[];
  readonly settings: Readonly<Record<string, unknown>> | undefined;
}

export const install: Command = {
  name: 'install',
  summary: 'put a package on a server, and let a school run it',
  usage:
    'espalier install <package.tgz | name@version> --server url [--client-id id]\n' +
    '                 [--client-secret-file file] [--school id [--enable] [--grant input]…\n' +
    '                 [--settings file.json]] [--yes] [--json]',
  options: [
    ['package.tgz', 'a package that espalier pack made'],
    ['name@version', 'a package that the server fetches from the npm registry it is set up with'],
    ['--server url', 'the server; http only on this machine'],
    ...credentialOptions,
    ['--school id', 'let this school have it; what it has granted and set stays'],
    ['--enable', 'have it run there'],
    ['--grant input', 'let it read this there; can be given several times, or input,input'],
    ['--settings file.json', 'settings of the school, in the place of those it has'],
    ['--yes', 'ask nothing'],
    ['--json', 'ask nothing, and print { plugin, installation } as the server answers them'],
  ],
  example:
    'espalier install st-aldates-reading-catch-up-1.0.0.tgz --server http://localhost:3000 --client-id demo',
  exitCodes: [
    'it is installed, and the school has what was asked for',
    'the server refuses the package, or the plugin is in no state for it',
    'the command line, the credentials, a grant or a setting is wrong, or it was not confirmed',
    'the server cannot be reached, or cannot answer now: try again',
  ],
  async run(args, streams) {
    const { values, subject } = parseArguments(
      args,
      {
        server: { type: 'string' },
        'client-id': { type: 'string' },
        'client-secret-file': { type: 'string' },
        school: { type: 'string' },
        enable: { type: 'boolean', default: false },
        grant: { type: 'string', multiple: true, default: [] },
        settings: { type: 'string' },
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      'package',
    );
    const wanted = {
      server: serverUrl(values.server),
      source: await readSource(subject),
      forSchool: await readForSchool(values),
      credentials: { id: values['client-id'], secretFile: values['client-secret-file'] },
    };
    const terminal = canAsk(streams) && !values.yes && !values.json ? new Prompt(streams) : null;
    try {
      const { plugin, installation } = await carryOut(wanted, terminal, streams);
      if (values.json) streams.out(JSON.stringify({ plugin, installation }));
      else for (const line of inWords(wanted.server, plugin, installation)) streams.out(line);
    } finally {
      terminal?.close();
    }
  },
};

interface Wanted {
  readonly server: URL;
  readonly source: Source;
  readonly forSchool: ForSchool | null;
  readonly credentials: Parameters<typeof readCredentials>[0];
}

async function carryOut(
  { server, source, forSchool, credentials }: Wanted,
  terminal: Prompt | null,
  { err }: Streams,
): Promise<{ plugin: ServerPlugin; installation: ServerInstallation | null }> {
  const show = (plugin: ReadablePlugin): void => {
    for (const line of whatItReads(plugin)) err(line);
    if (forSchool) refuseUndeclared(forSchool.grants, plugin);
  };
  if ('tgz' in source) show(source.reading.manifest);
  await confirm(`Install it on ${server.host}?`, terminal);
  const client = await ServerClient.signIn(server, await readCredentials(credentials, terminal));
  const plugin =
    'tgz' in source
      ? await client.upload(source.tgz, path.basename(source.file))
      : await client.fetchPackage(source.name, source.version);
  if (!('tgz' in source)) show(plugin);
  return {
    plugin,
    installation: forSchool && (await letSchoolHave(client, plugin, forSchool, terminal)),
  };
}

type Source = PackageOnDisk | { readonly name: string; readonly version: string };

async function readSource(subject: string | undefined): Promise<Source> {
  const named = /^(?<name>(?:@[^@/]+\/)?[^@/]+)@(?<version>\d[^@/]*)$/.exec(subject ?? '')?.groups;
  if (named && !subject!.endsWith('.tgz')) {
    return { name: named['name']!, version: named['version']! };
  }
  return readPackageFile(subject);
}

async function readForSchool(values: {
  readonly school?: string | undefined;
  readonly enable: boolean;
  readonly grant: readonly string[];
  readonly settings?: string | undefined;
}): Promise<ForSchool | null> {
  const { school, enable, settings } = values;
  const grants = values.grant.flatMap((list) => list.split(',').map((input) => input.trim()));
  if (school === undefined) {
    if (enable || grants.length > 0 || settings !== undefined) {
      throw new CliError('--enable, --grant and --settings are for a school: name it with --school', 2);
    }
    return null;
  }
  return {
    school,
    enable,
    grants,
    settings: settings === undefined ? undefined : await readSettings(settings),
  };
}

async function readSettings(file: string): Promise<Record<string, unknown>> {
  let settings: unknown;
  try {
    settings = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CliError(`${file}: ${(error as Error).message}`, 2);
  }
  if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) {
    return settings as Record<string, unknown>;
  }
  throw new CliError(`${file} must be an object of settings`, 2);
}

function refuseUndeclared(grants: readonly string[], plugin: ReadablePlugin): void {
  const declared = inputsOf(plugin);
  for (const input of grants) {
    if (declared.includes(input)) continue;
    throw new CliError(`--grant ${input}: it does not read that${suggestion(input, declared)}`, 2);
  }
}

/** Where nobody can be asked, the command line has said it. */
async function confirm(question: string, terminal: Prompt | null): Promise<void> {
  if (terminal && !(await terminal.confirm(question)))
    throw new CliError('not confirmed, so nothing was done', 2);
}

/** What the school has granted and set stays, so that an update loses none of it. */
async function letSchoolHave(
  client: ServerClient,
  plugin: ServerPlugin,
  { school, enable, grants, settings }: ForSchool,
  terminal: Prompt | null,
): Promise<ServerInstallation> {
  const before = await client.installation(school, plugin.name);
  const granted = new Set([...(before?.installation.grants ?? []), ...grants]);
  const missing = inputsOf(plugin).filter((input) => !granted.has(input));
  if (enable && missing.length > 0) {
    if (!terminal) {
      const mend = missing.map((input) => `--grant ${input}`).join(' ');
      throw new CliError(`to be enabled it has to be let read ${missing.join(', ')}: add ${mend}`, 2);
    }
    await confirm(`Let it read ${missing.join(', ')} of the pupils of this school?`, terminal);
    for (const input of missing) granted.add(input);
  }
  const wanted = {
    version: plugin.version,
    enabled: enable || (before?.installation.enabled ?? false),
    grants: inputsOf(plugin).filter((input) => granted.has(input)),
    settings: settings ?? before?.installation.settings ?? {},
  };
  return client.put(school, plugin.name, wanted, before?.etag ?? null);
}

function inWords(
  { host }: URL,
  { name, version, state }: ServerPlugin,
  school: ServerInstallation | null,
): string[] {
  const installed = `${name} ${version} is on ${host}: ${state}`;
  if (!school) return [installed];
  const { stateReason, pendingVersion, missingGrants } = school;
  const reason = stateReason === null ? '' : `. ${stateReason}`;
  return [
    installed,
    `the school has ${school.version}: ${school.state}${reason}`,
    `granted: ${school.grants.join(', ') || 'nothing'}`,
    ...(pendingVersion === null
      ? []
      : [`${pendingVersion} waits until it may read ${missingGrants.join(', ')}; ${school.version} goes on`]),
  ];
}
