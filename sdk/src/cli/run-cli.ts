import { SDK_API_VERSION } from '../manifest/api-range.js';
import { bench } from './bench.js';
import { check } from './check.js';
import { CliError, type Command, type ExitCode, type Streams } from './command.js';
import { create } from './create.js';
import { install } from './install.js';
import { keygen } from './keygen.js';
import { pack } from './pack.js';
import { run } from './run.js';
import { sign } from './sign.js';
import { suggestion } from './suggestion.js';
import { types } from './types.js';
import { verify } from './verify.js';

/** In the order in which an author needs them. */
const commands: readonly Command[] = [create, types, check, run, bench, pack, keygen, sign, verify, install];

/** Runs one command line and answers the exit code. */
export async function runCli(args: readonly string[], streams: Streams): Promise<ExitCode> {
  const [first, ...rest] = args;
  if (first === '--version' || first === '-v') {
    streams.out(SDK_API_VERSION);
    return 0;
  }
  const asksForHelp = first === undefined || first === '--help' || first === '-h' || first === 'help';
  const name = asksForHelp ? rest[0] : first;
  if (name === undefined) {
    streams.out(help());
    return first === undefined ? 2 : 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    const near = suggestion(
      name,
      commands.map((each) => each.name),
    );
    streams.err(`espalier: there is no command "${name}"${near} (see espalier --help)`);
    return 2;
  }
  if (asksForHelp || rest.includes('--help') || rest.includes('-h')) {
    streams.out(helpOf(command));
    return 0;
  }
  try {
    await command.run(rest, streams);
    return 0;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    for (const line of error.message.split('\n')) streams.err(`espalier ${name}: ${line}`);
    return error.exitCode;
  }
}

function help(): string {
  return [
    'espalier: make, test, pack, sign and install policy plugins',
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    ...columns([
      ['espalier <command> --help', 'its options, an example, its exit codes'],
      ['espalier --version', 'the version of the plugin API'],
    ]),
  ].join('\n');
}

function helpOf({ usage, summary, options, example, exitCodes }: Command): string {
  return [
    usage,
    '',
    summary,
    '',
    'Options',
    ...columns(options),
    '',
    'Example',
    `  $ ${example}`,
    '',
    'Exit codes',
    ...exitCodes.map((meaning, code) => `  ${code}  ${meaning}`),
  ].join('\n');
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
