import { SDK_API_VERSION } from '../manifest/api-range.js';
import { CliError, type Command, type Output } from './command.js';
import { pack } from './pack.js';
import { types } from './types.js';

const commands: readonly Command[] = [types, pack];

/**
 * Runs one command line and answers the exit code: 0 done, 1 the plugin needs mending, 2 the command line
 * does.
 */
export async function runCli(args: readonly string[], output: Output): Promise<0 | 1 | 2> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.out(help());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    output.out(SDK_API_VERSION);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    output.err(`espalier: there is no command "${name}"${suggestion(name)} (see espalier --help)`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    output.out(`${command.usage}\n\n${command.summary}`);
    return 0;
  }
  try {
    await command.run(rest, output);
    return 0;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    for (const line of error.message.split('\n')) output.err(`espalier ${name}: ${line}`);
    return error.exitCode;
  }
}

function help(): string {
  const width = Math.max(...commands.map(({ usage }) => usage.length));
  return [
    'espalier: write, test and pack policy plugins',
    '',
    ...commands.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`),
    '',
    '  espalier --help, espalier --version',
  ].join('\n');
}

function suggestion(name: string): string {
  const near = commands
    .map((command) => ({ name: command.name, distance: editDistance(name, command.name) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.ceil(near.name.length / 2) ? `; did you mean "${near.name}"?` : '';
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
