import type { Readable } from 'node:stream';

/** 0 done, 1 the plugin needs mending, 2 what the command was given does, 3 a server could not be asked. */
export type ExitCode = 0 | 1 | 2 | 3;

/** An error that the author can mend, printed as one line for each line of its message. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: Exclude<ExitCode, 0> = 1,
  ) {
    super(message);
  }
}

/** Where a command writes, results to `out` and everything else to `err`, and what it may read. */
export interface Streams {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Writes what a question needs on the terminal, where standard input is one. */
  readonly prompt: (text: string) => void;
  readonly stdin: Readable & { readonly isTTY?: boolean };
}

/** One command of the CLI. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly usage: string;
  /** What the command takes, as it is written, and what it means. */
  readonly options: readonly (readonly [option: string, meaning: string])[];
  /** A command line that works in a plugin's folder. */
  readonly example: string;
  /** What the exit codes mean here, from 0 on. */
  readonly exitCodes: readonly [done: string, plugin: string, given: string, server?: string];
  run(args: readonly string[], streams: Streams): Promise<void>;
}
