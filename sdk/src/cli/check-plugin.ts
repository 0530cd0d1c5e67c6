import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SDK_API_VERSION } from '../manifest/api-range.js';
import type { Manifest } from '../manifest/manifest.js';
import { packageLimits } from '../manifest/package-limits.js';
import { notYetSupported, readManifest } from '../manifest/read-manifest.js';
import { bundlePlugin } from './bundle-plugin.js';
import { checkAnswers } from './check-answers.js';
import { fail, ok, skipped, type Check } from './check-result.js';
import { checkTypes } from './check-types.js';
import { CliError } from './command.js';
import { requireApi, requireSize } from './host-demands.js';
import { inLines } from './manifest-mends.js';
import type { PackageText, PluginFolder } from './plugin-folder.js';
import { tryBundle } from './try-bundle.js';

/** Looks a plugin over, with everything that is wrong at once. */
export async function checkPlugin(source: PackageText): Promise<Check[]> {
  const documents = [await checkReadme(source.folder), await checkLicence(source)];
  const reading = readManifest(source.packageJson);
  if (!reading.ok) {
    const why = 'the manifest comes first';
    const later = ['api', 'types', 'bundle', 'size', 'answers', 'purity'].map((check) => skipped(check, why));
    return [fail('manifest', ...inLines(reading.errors, source.file, source.text)), ...later, ...documents];
  }
  const { manifest } = reading;
  const plugin = {
    folder: source.folder,
    packageJson: source.packageJson as Record<string, unknown>,
    manifest,
  };
  return [
    checkSupport(manifest, source),
    attempt('api', () => {
      requireApi(manifest);
      return `${manifest.apiRange} holds ${SDK_API_VERSION}`;
    }),
    await checkTypes(plugin),
    ...(await checkCode(plugin)),
    ...documents,
  ];
}

function checkSupport(manifest: Manifest, { file, text }: PackageText): Check {
  const refused = notYetSupported(manifest);
  if (refused.length > 0) return fail('manifest', ...inLines(refused, file, text));
  const { policies, assessmentFrameworks, provisionTypes } = manifest;
  const ids = [...policies, ...assessmentFrameworks, ...provisionTypes].map(({ id }) => id);
  return ok('manifest', `${manifest.name} ${manifest.version}: ${ids.join(', ')}`);
}

/** What needs the bundle: that it loads, its size, and what it answers. */
async function checkCode(plugin: PluginFolder): Promise<Check[]> {
  const names = ['bundle', 'size', 'answers', 'purity'];
  if (plugin.manifest.policies.length === 0) {
    return names.map((check) => skipped(check, 'without policies there is no code to run'));
  }
  let bundle: string;
  try {
    bundle = await bundlePlugin(plugin);
    await tryBundle(bundle, plugin.manifest);
  } catch (error) {
    const why = 'the plugin has to load first';
    return [fail('bundle', ...linesOf(error)), ...names.slice(1).map((check) => skipped(check, why))];
  }
  const size = attempt('size', () => {
    requireSize(bundle);
    return `${Buffer.byteLength(bundle)} of ${packageLimits.bundleBytes} bytes`;
  });
  return [ok('bundle', 'loads in the sandbox'), size, ...(await checkAnswers(plugin.manifest, bundle))];
}

async function checkReadme(folder: string): Promise<Check> {
  const text = await textOf(folder, 'README.md');
  return text === ''
    ? fail('readme', 'README.md is missing or empty: say the rule, its inputs, its settings and its evidence')
    : ok('readme', 'README.md');
}

async function checkLicence({ folder, packageJson }: PackageText): Promise<Check> {
  const { license } = { ...(packageJson as object | null) } as { license?: unknown };
  const named = typeof license === 'string' && license.trim() !== '';
  const faults = [
    ...(named ? [] : ['package.json names no "license": add an SPDX identifier, for example "MIT"']),
    ...((await textOf(folder, 'LICENSE')) === ''
      ? ['LICENSE is missing or empty: add the licence’s text']
      : []),
  ];
  return faults.length > 0 ? fail('licence', ...faults) : ok('licence', `${String(license)}, LICENSE`);
}

async function textOf(folder: string, file: string): Promise<string> {
  return (await readFile(path.join(folder, file), 'utf8').catch(() => '')).trim();
}

function attempt(check: string, work: () => string): Check {
  try {
    return ok(check, work());
  } catch (error) {
    return fail(check, ...linesOf(error));
  }
}

/** @throws what is no error of the author's. */
function linesOf(error: unknown): string[] {
  if (!(error instanceof CliError)) throw error;
  return error.message.split('\n');
}
