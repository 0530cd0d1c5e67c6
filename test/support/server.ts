import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestDatabase } from './databases.js';

const ROOT = resolve(import.meta.dirname, '../..');
const MAIN = resolve(ROOT, 'dist/main.js');
const LISTENS = /http:\/\/127\.0\.0\.1:(\d+)/;

/** A server process of the built product, on a port of its own. */
export interface TestServer {
  readonly url: string;
  readonly pid: number;
  /** What it has printed so far, both streams. */
  output(): string;
  /** Asks it to end and waits. */
  stop(): Promise<void>;
  /** Ends it as a power cut would, and waits. */
  kill(): Promise<void>;
}

/** The first client of test servers: every scope, every school. */
export const ADMIN = { id: 'test-admin', secret: 'test-admin-secret' };

const running = new Set<ChildProcess>();

// What a suite does not stop, because its preparation failed half way, would keep Jest from ending.
afterAll(async () => {
  for (const child of running) await end(child, 'SIGKILL');
});

/** Starts the built server over a database and waits until it listens. */
export async function startServer(
  database: Pick<TestDatabase, 'url'>,
  env: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const child = spawn(process.execPath, ['--disable-sigusr1', MAIN], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: database.url,
      PORT: '0',
      LOG_LEVEL: 'warn',
      ESPALIER_ADMIN_CLIENT_ID: ADMIN.id,
      ESPALIER_ADMIN_CLIENT_SECRET: ADMIN.secret,
      ESPALIER_LIMIT_SIGN_INS_PER_MINUTE: '10000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const lines: string[] = [];
  const url = await new Promise<string>((listening, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const port = LISTENS.exec(line)?.[1];
        if (port) listening(`http://127.0.0.1:${port}`);
      });
    }
    child.once('exit', (code) => failed(new Error(`The server ended with ${code}: ${lines.join('\n')}`)));
  });
  return {
    url,
    pid: child.pid!,
    output: () => lines.join('\n'),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
