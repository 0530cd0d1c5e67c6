import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from './command.js';

/** What may lie in a folder that counts as empty. */
const passedOver: ReadonlySet<string> = new Set(['.git', '.DS_Store']);

/**
 * Writes files into a folder that is new or empty; its absolute path.
 * @throws CliError 2 where it is not, or cannot be written.
 */
export async function writeNewFolder(folder: string, files: ReadonlyMap<string, string>): Promise<string> {
  const absolute = path.resolve(folder);
  const found = (await entriesOf(absolute, folder)).filter((name) => !passedOver.has(name));
  if (found.length > 0) throw new CliError(`${folder} is not empty: choose another with --folder`, 2);
  try {
    for (const [file, text] of files) {
      const target = path.join(absolute, file);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, text, { flag: 'wx' });
    }
  } catch (error) {
    throw new CliError(`${folder} cannot be written: ${(error as Error).message}`, 2);
  }
  return absolute;
}

async function entriesOf(absolute: string, folder: string): Promise<string[]> {
  try {
    return await readdir(absolute);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new CliError(`${folder} is no folder that can be read`, 2);
  }
}
