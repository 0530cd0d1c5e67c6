/** An error that the author can mend: printed as one line, exit code 1 (2 where the command line is wrong). */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** Where a command writes: results to `out`, everything else to `err`. */
export interface Output {
  out(line: string): void;
  err(line: string): void;
}

/** One command of the CLI. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly usage: string;
  run(args: readonly string[], output: Output): Promise<void>;
}
