import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fail, ok, skipped, type Check } from './check-result.js';
import type { PluginFolder } from './plugin-folder.js';
import { pluginTypes } from './plugin-types.js';
import { typesFile } from './types.js';

const errorsShown = 20;

/** Whether the types are those of the manifest, and the plugin compiles with its own TypeScript. */
export async function checkTypes({ folder, manifest }: PluginFolder): Promise<Check> {
  if (!existsSync(path.join(folder, 'tsconfig.json'))) return skipped('types', 'there is no tsconfig.json');
  const written = await readFile(path.join(folder, typesFile), 'utf8').catch(() => '');
  if (manifest.policies.length > 0 && written !== pluginTypes(manifest)) {
    return fail('types', `${typesFile} is not that of package.json: run espalier types`);
  }
  const tsc = typescriptOf(folder);
  if (tsc === null) return skipped('types', 'TypeScript is not installed: npm install --save-dev typescript');
  const errors = await compile(tsc, folder);
  if (errors.length === 0) return ok('types', `${typesFile} is up to date, and the plugin compiles`);
  const more = errors.length - errorsShown;
  return fail('types', ...errors.slice(0, errorsShown), ...(more > 0 ? [`… and ${more} more`] : []));
}

function typescriptOf(folder: string): string | null {
  try {
    const require = createRequire(path.join(folder, 'package.json'));
    return path.join(path.dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  } catch {
    return null;
  }
}

async function compile(tsc: string, folder: string): Promise<string[]> {
  const child = spawn(process.execPath, [tsc, '--noEmit', '--pretty', 'false', '-p', '.'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [output, code] = await Promise.all([text(child.stdout), ended]);
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return code !== 0 && lines.length === 0 ? [`tsc ended with ${String(code)}`] : lines;
}
