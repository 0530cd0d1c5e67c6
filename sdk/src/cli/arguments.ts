import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { CliError } from './command.js';
import { suggestion } from './suggestion.js';

/** Parses a command's arguments: at most one of what it works on, and the options named. Anything else is exit code 2. */
export function parseArguments<T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
  subject: 'folder' | 'file' | 'name' | 'package',
) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length > 1) throw new Error(`one ${subject} at most, not ${positionals.length}`);
    return { values, subject: positionals[0] };
  } catch (error) {
    const message = (error as Error).message.split('\n')[0] ?? '';
    const unknown = /^Unknown option '--([^']+)'/.exec(message)?.[1];
    if (unknown === undefined) throw new CliError(message, 2);
    const near = suggestion(unknown, Object.keys(options), '--');
    throw new CliError(`Unknown option '--${unknown}'${near}`, 2);
  }
}

/** As `parseArguments`, of a command that works on a folder: the one that it stands in unless given. */
export function parseFolderArguments<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  const { values, subject } = parseArguments(args, options, 'folder');
  return { values, folder: subject ?? '.' };
}
