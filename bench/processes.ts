import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process that the benchmark started. */
export interface Started {
  readonly pid: number;
  /** What it printed last. */
  lastLines(): string;
  stop(): Promise<void>;
}

/** A server process that says where it listens. */
export interface Listening extends Started {
  readonly url: string;
}

const running = new Set<ChildProcess>();
const LISTENS = /http:\/\/127\.0\.0\.1:\d+/;
const START_MILLIS = 60_000;

/** Starts a Node process and waits for the line that names its address. Throws where it ends or is mute. */
export async function startListening(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Listening> {
  const child = startNode(args, env);
  const lines: string[] = [];
  const url = await new Promise<string>((found, failed) => {
    const late = setTimeout(() => failed(new Error(`no address from ${args.join(' ')}`)), START_MILLIS);
    child.once('exit', (code) =>
      failed(new Error(`${args.join(' ')} ended with ${code}: ${lines.join('\n')}`)),
    );
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (lines.length > 50) lines.shift();
        const address = LISTENS.exec(line)?.[0];
        if (address === undefined) return;
        clearTimeout(late);
        found(address);
      });
    }
  });
  return { url, pid: child.pid!, lastLines: () => lines.join('\n'), stop: () => stop(child) };
}

/** Runs a Node script to its end and hands back what it printed. Throws where it fails. */
export async function runToEnd(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = startNode(args, env);
  const printed: string[] = [];
  const complaints: string[] = [];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${args[0] ?? ''} ended with ${code}: ${complaints.join('')}`);
  return printed.join('');
}

/** Ends whatever is still running, for the end of the benchmark however it comes. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map(stop));
}

function startNode(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exited;
  clearTimeout(hard);
}
