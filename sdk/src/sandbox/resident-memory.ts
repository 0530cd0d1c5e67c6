import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** How often a busy process is looked at. */
export const sampleMillis = 20;

/**
 * Reads a process's resident memory, in bytes, where the platform shows it to others (Linux); null
 * elsewhere, and once the process has gone.
 */
export class ResidentMemory {
  private fd: number | null;
  private readonly buffer = Buffer.alloc(128);

  constructor(pid: number) {
    this.fd = openStatm(pid);
  }

  read(): number | null {
    if (this.fd === null) return null;
    try {
      const read = readSync(this.fd, this.buffer, 0, this.buffer.length, 0);
      const pages = residentPages(this.buffer.toString('latin1', 0, read));
      return pages === null ? null : pages * pageSize();
    } catch {
      return null;
    }
  }

  close(): void {
    if (this.fd !== null) closeSync(this.fd);
    this.fd = null;
  }
}

function openStatm(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  try {
    return openSync(`/proc/${pid}/statm`, 'r');
  } catch {
    return null;
  }
}

/** The second field of `/proc/<pid>/statm`, in pages (proc(5)). */
export function residentPages(statm: string): number | null {
  const pages = /^\d+ (\d+) /.exec(statm)?.[1];
  return pages === undefined ? null : Number(pages);
}

let knownPageSize: number | undefined;

/** 4, 16 or 64 KB by machine: the power of two nearest to this process's own bytes a page. */
function pageSize(): number {
  knownPageSize ??= nearestPowerOfTwo(
    process.memoryUsage.rss() / (residentPages(readFileSync('/proc/self/statm', 'latin1')) ?? NaN),
  );
  return knownPageSize;
}

export function nearestPowerOfTwo(value: number): number {
  return Number.isFinite(value) && value > 0 ? 2 ** Math.round(Math.log2(value)) : 4096;
}
