import { readSync, writeSync } from 'node:fs';
import { encodeFrame, frameHeaderBytes } from './frames.js';
import { maxRequestBytes } from './limits.js';

const stdin = 0;
const stdout = 1;

/**
 * The child's end of the channel, blocking: no turn of an event loop lies between two frames, so that
 * nothing a plugin leaves behind (a promise's reaction) runs outside a guard. A closed channel ends the
 * process, also between two guards.
 */
export class ChildChannel {
  constructor(private readonly endProcess: () => never) {}

  read(): string {
    const bytes = this.readBytes(frameHeaderBytes).readUInt32LE(0);
    if (bytes > maxRequestBytes) return this.endProcess();
    return this.readBytes(bytes).toString('utf8');
  }

  write(payload: string): void {
    const frame = encodeFrame(payload);
    let written = 0;
    while (written < frame.length) written += this.attempt(() => writeSync(stdout, frame, written));
  }

  private readBytes(bytes: number): Buffer {
    const buffer = Buffer.allocUnsafeSlow(bytes);
    let filled = 0;
    while (filled < bytes) {
      const read = this.attempt(() => readSync(stdin, buffer, filled, bytes - filled, null));
      if (read === 0) return this.endProcess();
      filled += read;
    }
    return buffer;
  }

  private attempt(io: () => number): number {
    for (;;) {
      try {
        return io();
      } catch (error) {
        // Only a platform that hands out non-blocking pipes gets here.
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return this.endProcess();
        pause();
      }
    }
  }
}

const never = new Int32Array(new SharedArrayBuffer(4));
const { wait } = Atomics;

function pause(): void {
  wait(never, 0, 0, 1);
}
