import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { SandboxLimits } from './contract.js';

export type SpawnedChild = ChildProcessByStdio<Writable, Readable, Readable>;

/** The identity that a plugin process runs under; the host's own where it is not given. */
export interface ProcessIdentity {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * The command line of a plugin process. With `--permission` and no other allowance the file system (but for
 * the entry), the network, child processes, workers, addons, WASI and the inspector are denied; the other
 * flags close what the permission model does not gate.
 */
export function childFlags(entry: string, limits: SandboxLimits): string[] {
  return [
    '--permission',
    `--allow-fs-read=${entry}`,
    '--no-experimental-sqlite',
    '--no-experimental-webstorage',
    '--no-addons',
    '--disable-sigusr1',
    '--unhandled-rejections=none',
    '--no-warnings',
    `--max-old-space-size=${limits.heapMb}`,
    entry,
  ];
}

/** Starts the entry as a plugin process. Its environment is the time zone and nothing else. */
export function spawnChild(
  entry: string,
  limits: SandboxLimits,
  identity: ProcessIdentity = {},
): SpawnedChild {
  return spawn(process.execPath, childFlags(entry, limits), {
    ...identity,
    cwd: '/',
    env: { TZ: 'UTC' },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** The bundled bootstrap, links resolved: the permission model compares real paths. */
export function bootstrapPath(): string {
  const candidates = ['./bootstrap.mjs', '../../dist/sandbox/bootstrap.mjs'];
  for (const candidate of candidates) {
    const path = fileURLToPath(new URL(candidate, import.meta.url));
    if (existsSync(path)) return realpathSync(path);
  }
  throw new Error('the bundled bootstrap of plugin processes is missing; build the SDK');
}
