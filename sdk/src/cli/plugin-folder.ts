import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Manifest } from '../manifest/manifest.js';
import type { ManifestError } from '../manifest/manifest-error.js';
import { readManifest } from '../manifest/read-manifest.js';
import { CliError } from './command.js';

/** A plugin in the making. */
export interface PluginFolder {
  /** Absolute path. */
  readonly folder: string;
  readonly packageJson: Readonly<Record<string, unknown>>;
  readonly manifest: Manifest;
}

/** `package.json` of a plugin's folder, before it is checked. */
export interface PackageText {
  readonly folder: string;
  /** Its path, as it is told to the author. */
  readonly file: string;
  readonly text: string;
  readonly packageJson: unknown;
}

/** @throws CliError where there is none, or it is not JSON. */
export async function readPackageText(folder: string): Promise<PackageText> {
  const absolute = path.resolve(folder);
  const manifestPath = path.join(absolute, 'package.json');
  if (!existsSync(manifestPath)) throw new CliError(`${folder}: no package.json here`);
  const file = relativeToHere(manifestPath);
  const text = await readFile(manifestPath, 'utf8');
  try {
    return { folder: absolute, file, text, packageJson: JSON.parse(text) };
  } catch (error) {
    throw new CliError(`${file}: ${(error as Error).message}`);
  }
}

/** Reads `package.json` of a plugin's folder, or says in one line for each error what to mend. */
export async function readPluginFolder(folder: string): Promise<PluginFolder> {
  const { folder: absolute, file, packageJson } = await readPackageText(folder);
  const reading = readManifest(packageJson);
  if (!reading.ok) throw new CliError(describe(reading.errors, file));
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
