import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');
const CLI = join(ROOT, 'sdk/dist/cli/main.js');

/** Packs a plugin's folder with the SDK's own command and hands back the package's bytes. */
export async function packPlugin(folder: string): Promise<Buffer> {
  const out = await mkdtemp(join(tmpdir(), 'espalier-pack-'));
  try {
    const { stdout } = await run(process.execPath, [
      CLI,
      'pack',
      resolve(ROOT, folder),
      '--out',
      out,
      '--json',
    ]);
    const { file } = JSON.parse(stdout) as { file: string };
    return await readFile(resolve(out, file));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** A multipart body with the package in its field. */
export function packageForm(bytes: Buffer): FormData {
  const form = new FormData();
  form.append('package', new Blob([new Uint8Array(bytes)], { type: 'application/gzip' }), 'plugin.tgz');
  return form;
}
