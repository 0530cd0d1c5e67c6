import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bundleBootstrap } from '../../../test/hostile/bundle-bootstrap.js';

describe('a plugin process whose host is killed', () => {
  let folder: string;
  let host: string;

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'espalier-host-')));
    host = join(folder, 'host.mjs');
    const sandbox = import.meta.dirname;
    bundleBootstrap(join(sandbox, 'bootstrap.ts'), join(folder, 'bootstrap.mjs'));
    bundleBootstrap(join(sandbox, '../../../test/hostile/abandoning-host.ts'), host);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(['idle', 'looping'])(
    'ends by itself while it is %s',
    async (doing) => {
      const parent = spawn(process.execPath, [host, doing], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(line.toString());
      expect(isAlive(pid)).toBe(true);
      parent.kill('SIGKILL');
      await once(parent, 'exit');
      while (isAlive(pid)) await pause(10);
      expect(isAlive(pid)).toBe(false);
    },
    30_000,
  );
});

/** A process that ended but that nobody waited for is still numbered: on Linux its state tells. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
