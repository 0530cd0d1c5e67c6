import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Manifest, ManifestError } from '../manifest/manifest.js';
import { readManifest } from '../manifest/read-manifest.js';
import { CliError } from './command.js';

/** A plugin in the making. */
export interface PluginFolder {
  /** Absolute path. */
  readonly folder: string;
  readonly packageJson: Readonly<Record<string, unknown>>;
  readonly manifest: Manifest;
}

/** Reads `package.json` of a plugin's folder, or says in one line for each error what to mend. */
export async function readPluginFolder(folder: string): Promise<PluginFolder> {
  const absolute = path.resolve(folder);
  const file = path.join(absolute, 'package.json');
  if (!existsSync(file)) throw new CliError(`${folder}: no package.json here`);
  let packageJson: unknown;
  try {
    packageJson = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CliError(`${relativeToHere(file)}: ${(error as Error).message}`);
  }
  const reading = readManifest(packageJson);
  if (!reading.ok) throw new CliError(describe(reading.errors, relativeToHere(file)));
  return {
    folder: absolute,
    packageJson: packageJson as Record<string, unknown>,
    manifest: reading.manifest,
  };
}

/** The source entry: `espalier.source`, else `src/plugin.ts` or the like. Relative to the folder. */
export function sourceEntry({ folder, manifest }: PluginFolder): string {
  const candidates = manifest.source
    ? [manifest.source]
    : ['src/plugin.ts', 'src/plugin.mts', 'src/plugin.js', 'src/plugin.mjs'];
  const found = candidates.find((candidate) => existsSync(path.join(folder, candidate)));
  if (!found)
    throw new CliError(`no source entry: there is no ${candidates[0] ?? ''} (or name it as espalier.source)`);
  return found;
}

/** One line for each error: file, pointer, what is wrong. */
export function describe(errors: readonly ManifestError[], file: string): string {
  return errors.map(({ pointer, detail }) => `${file}: ${pointer || '/'} ${detail}`).join('\n');
}

export function relativeToHere(file: string): string {
  return path.relative(process.cwd(), file) || '.';
}
