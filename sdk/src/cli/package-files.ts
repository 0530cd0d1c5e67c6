import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageLimits } from '../manifest/package-limits.js';
import { type PackageReading, readPackage } from '../manifest/read-package.js';
import { CliError } from './command.js';
import { describe } from './plugin-folder.js';

/** A package file, and what is in it. */
export interface PackageOnDisk {
  /** Absolute path. */
  readonly file: string;
  readonly tgz: Buffer;
  readonly reading: Extract<PackageReading, { ok: true }>;
}

/** @throws CliError 2 where none was named or there is none, 1 where it is no package that hosts can read. */
export async function readPackageFile(file: string | undefined): Promise<PackageOnDisk> {
  if (file === undefined) throw new CliError('name a package, a .tgz that espalier pack made', 2);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new CliError(`there is no file ${file}`, 2);
  if (found.size > packageLimits.packageBytes) {
    throw new CliError(
      `${file}: a package may have ${packageLimits.packageBytes} bytes, it has ${found.size}`,
    );
  }
  const tgz = await readFile(file);
  const reading = await readPackage(tgz);
  if (!reading.ok) throw new CliError(describe(reading.errors, file));
  return { file: path.resolve(file), tgz, reading };
}

/** Writes a file whole: whoever reads it meanwhile, or after a failure, finds what was there before. */
export async function replaceFile(file: string, content: Buffer): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, content, { flag: 'wx' });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw new CliError(`${file} cannot be written: ${(error as Error).message}`, 2);
  }
}
