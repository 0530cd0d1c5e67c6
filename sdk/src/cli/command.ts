import type { Readable } from 'node:stream';

/**
 * An error that the author can mend, printed as one line: exit code 1 where the plugin is wrong, 2 where what the
 * command was given is.
 */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** Where a command writes, results to `out` and everything else to `err`, and what it may read. */
export interface Streams {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
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
  /** What the exit codes 0, 1 and 2 mean here. */
  readonly exitCodes: readonly [done: string, plugin: string, given: string];
  run(args: readonly string[], streams: Streams): Promise<void>;
}
