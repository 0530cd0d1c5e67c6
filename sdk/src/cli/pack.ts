import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Manifest } from '../manifest/manifest.js';
import { notYetSupported } from '../manifest/read-manifest.js';
import { packageLimits } from '../manifest/package-limits.js';
import { bundleDigest, readPackage } from '../manifest/read-package.js';
import { parseFolderArguments } from './arguments.js';
import { bundlePlugin } from './bundle-plugin.js';
import { CliError, type Command } from './command.js';
import { requireApi, requireSize } from './host-demands.js';
import { npmPackage, packageFileName } from './npm-package.js';
import { describe, readPluginFolder, relativeToHere, type PluginFolder } from './plugin-folder.js';
import { tryBundle } from './try-bundle.js';

/** A packed plugin. */
export interface Packed {
  readonly fileName: string;
  readonly tgz: Buffer;
  /** Empty where the plugin has no policies. */
  readonly bundle: Buffer;
  readonly digest: string;
  /** What hosts of this API version would refuse. */
  readonly warnings: readonly string[];
}

export const pack: Command = {
  name: 'pack',
  summary: 'bundle a plugin, try it in the sandbox, and write its package (.tgz)',
  usage: 'espalier pack [folder] [--out dir] [--json]',
  options: [
    ['folder', 'the plugin’s folder; the current one unless given'],
    ['--out dir', 'where the package is written; the current folder unless given'],
    ['--json', 'print { file, name, version, policies, …, digest, bundleBytes }'],
  ],
  example: 'espalier pack --out packages',
  exitCodes: ['the package is written', 'the plugin needs mending', 'the command line is wrong'],
  async run(args, output) {
    const { values, folder } = parseFolderArguments(args, {
      out: { type: 'string', default: '.' },
      json: { type: 'boolean', default: false },
    });
    const plugin = await readPluginFolder(folder);
    const packed = await packPlugin(plugin);
    if (plugin.manifest.main !== null) {
      await write(path.join(plugin.folder, plugin.manifest.main), packed.bundle);
    }
    const file = path.resolve(values.out, packed.fileName);
    await write(file, packed.tgz);
    for (const warning of packed.warnings) output.err(`warning: ${warning}`);
    const { name, version } = plugin.manifest;
    const { digest, bundle } = packed;
    const ids = idsOf(plugin.manifest);
    if (values.json) {
      output.out(JSON.stringify({ file, name, version, ...ids, digest, bundleBytes: bundle.length }));
      return;
    }
    output.out(`${name} ${version}: ${Object.values(ids).flat().join(', ')}`);
    output.out(
      plugin.manifest.main === null
        ? 'bundle   none: without policies there is no code to run'
        : `bundle   ${bundle.length} of ${packageLimits.bundleBytes} bytes, ${digest}`,
    );
    output.out(`package  ${relativeToHere(file)}, ${packed.tgz.length} bytes`);
  },
};

/** What a plugin contributes, by the id that its author gave. */
function idsOf({ policies, assessmentFrameworks, provisionTypes }: Manifest) {
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  return {
    policies: ids(policies),
    assessmentFrameworks: ids(assessmentFrameworks),
    provisionTypes: ids(provisionTypes),
  };
}

/** Bundles, tries and packs a plugin, in memory. The same sources give the same bytes. */
export async function packPlugin(plugin: PluginFolder): Promise<Packed> {
  const { manifest } = plugin;
  requireApi(manifest);
  const bundle = manifest.main === null ? Buffer.alloc(0) : await triedBundle(plugin);
  const digest = bundleDigest(bundle);
  const recorded = manifest.main === null ? null : { digest, size: bundle.length };
  const files = new Map([
    ['package.json', packedPackageJson(plugin, recorded)],
    ...(manifest.main === null ? [] : [[manifest.main, bundle] as const]),
    ...(await documents(plugin.folder)),
  ]);
  const tgz = npmPackage(files);
  const reading = await readPackage(tgz);
  if (!reading.ok) throw new CliError(describe(reading.errors, 'the package'));
  const warnings = notYetSupported(manifest).map(({ pointer, detail }) => `${pointer} ${detail}`);
  return { fileName: packageFileName(manifest.name, manifest.version), tgz, bundle, digest, warnings };
}

async function triedBundle(plugin: PluginFolder): Promise<Buffer> {
  const code = await bundlePlugin(plugin);
  requireSize(code);
  await tryBundle(code, plugin.manifest);
  return Buffer.from(code);
}

/* What it was made from and with stays behind: the bundle holds all that runs, and no script may. */
function packedPackageJson({ packageJson }: PluginFolder, bundle: Manifest['bundle']): Buffer {
  const left = ['scripts', 'dependencies', 'devDependencies', 'files', 'private'];
  const kept = Object.entries(packageJson).filter(([member]) => !left.includes(member));
  const { source: _, ...espalier } = packageJson['espalier'] as Record<string, unknown>;
  const packed = { ...Object.fromEntries(kept), espalier: bundle ? { ...espalier, bundle } : espalier };
  return Buffer.from(`${JSON.stringify(packed, null, 2)}\n`);
}

async function documents(folder: string): Promise<[string, Buffer][]> {
  const present = ['LICENSE', 'README.md'].filter((name) => existsSync(path.join(folder, name)));
  return Promise.all(
    present.map(async (name): Promise<[string, Buffer]> => [name, await readFile(path.join(folder, name))]),
  );
}

async function write(file: string, content: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
