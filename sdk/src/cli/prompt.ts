import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { CliError, type Streams } from './command.js';

/** Whether somebody is there to be asked. */
export function canAsk({ stdin }: Streams): boolean {
  return stdin.isTTY === true;
}

/** Asks on the terminal. What is typed as a secret is not shown. */
export class Prompt {
  private readonly lines: AsyncIterator<string>;
  private readonly terminal: Interface;
  private hidden = false;
  /** What was typed before it closed is still to be read. */
  private closed = false;

  constructor(private readonly streams: Streams) {
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (!this.hidden) streams.prompt(chunk.toString());
        done();
      },
    });
    this.terminal = createInterface({
      input: streams.stdin,
      output,
      terminal: 'setRawMode' in streams.stdin,
    });
    this.terminal.on('close', () => (this.closed = true));
    this.lines = this.terminal[Symbol.asyncIterator]();
  }

  /** The answer without blanks about it, or what was suggested where it is empty. */
  async ask(question: string, suggested = ''): Promise<string> {
    const text = suggested === '' ? `${question}: ` : `${question} (${suggested}): `;
    if (this.closed) this.streams.prompt(text);
    else {
      this.terminal.setPrompt(text);
      this.terminal.prompt();
    }
    return (await this.next()).trim() || suggested;
  }

  async askSecret(question: string): Promise<string> {
    this.streams.prompt(`${question}: `);
    this.hidden = true;
    try {
      return await this.next();
    } finally {
      this.hidden = false;
      this.streams.prompt('\n');
    }
  }

  /** Whether the answer begins with y. */
  async confirm(question: string): Promise<boolean> {
    return /^y/i.test(await this.ask(`${question} [y/N]`));
  }

  close(): void {
    this.terminal.close();
  }

  /** @throws CliError where the terminal was closed or interrupted. */
  private async next(): Promise<string> {
    const next = await this.lines.next();
    if (next.done) throw new CliError('stopped', 2);
    return next.value;
  }
}
