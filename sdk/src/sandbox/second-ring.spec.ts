import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleBootstrap } from '../../../test/hostile/bundle-bootstrap.js';
import { defaultLimits } from './limits.js';
import { spawnChild } from './spawn-child.js';

describe('raw code in a plugin process, without the language ring', () => {
  let folder: string;

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'espalier-raw-')));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('finds files, network, processes, databases, modules and the host closed', async () => {
    const entry = join(folder, 'raw.mjs');
    bundleBootstrap(join(import.meta.dirname, '../../../test/hostile/raw/raw-bootstrap.ts'), entry);
    const child = spawnChild(entry, defaultLimits);
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    await new Promise((resolve) => child.on('close', resolve));
    expect(errors).toBe('');
    const found = JSON.parse(output) as Record<string, string>;
    expect(Object.keys(found).length).toBeGreaterThan(50);
    expect(Object.entries(found).filter(([, how]) => !isClosed(how))).toEqual([]);
  }, 30_000);
});

/** Denied by the permission model, refused by the import hook, or taken away: nothing else counts as closed. */
function isClosed(how: string): boolean {
  return (
    how === 'ERR_ACCESS_DENIED' || how.startsWith('no module can be imported here') || how === 'not there'
  );
}
