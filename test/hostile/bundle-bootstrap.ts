import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Bundles the bootstrap of plugin processes as it is in the source now, or another entry to another file. */
export function bundleBootstrap(...entryAndOutfile: [] | [entry: string, outfile: string]): void {
  const script = join(import.meta.dirname, '../../sdk/scripts/bundle-bootstrap.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, ...entryAndOutfile], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the bootstrap cannot be bundled: ${stderr}`);
}
