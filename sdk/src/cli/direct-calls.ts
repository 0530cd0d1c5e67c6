import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RunContext } from '../sandbox/contract.js';

/** What the process of direct calls is told, as one line of JSON. */
export interface DirectSetup {
  readonly bundle: string;
  readonly context: RunContext;
  readonly lines: readonly unknown[];
}

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const child = fileURLToPath(new URL(`./direct-calls-child.${extension}`, import.meta.url));

/**
 * Calls a policy without the sandbox, in a process of its own: the code may be anybody's, so it has no files, no
 * network and no other process all the same.
 */
export class DirectCalls {
  private readonly process: ChildProcess;
  private readonly answers: AsyncIterator<string>;

  constructor(setup: DirectSetup) {
    this.process = spawn(
      process.execPath,
      ['--permission', `--allow-fs-read=${child}`, '--no-warnings', child],
      {
        env: { TZ: 'UTC' },
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    );
    // A process that has ended says so by having no answer.
    this.process.stdin!.on('error', () => undefined);
    this.process.stdin!.write(`${JSON.stringify(setup)}\n`);
    this.answers = createInterface({ input: this.process.stdout! })[Symbol.asyncIterator]();
  }

  /** Microseconds of a line, of all of them called once more. */
  async micros(): Promise<number> {
    this.process.stdin!.write('again\n');
    const answer = await this.answers.next();
    if (answer.done) throw new Error('the process of direct calls has ended');
    return Number(answer.value);
  }

  end(): void {
    this.process.kill('SIGKILL');
  }
}
