import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { CliError } from './command.js';

/** Parses a command's arguments: at most one folder, and the options named. Anything else is exit code 2. */
export function parseFolderArguments<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length > 1) throw new Error(`one folder at most, not ${positionals.length}`);
    return { values, folder: positionals[0] ?? '.' };
  } catch (error) {
    throw new CliError((error as Error).message.split('\n')[0] ?? '', 2);
  }
}
