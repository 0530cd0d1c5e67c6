import { readFile, stat } from 'node:fs/promises';
import {
  type PublisherKey,
  readPublisherKey,
  readSigningKey,
  type SigningKey,
} from '../manifest/signing-keys.js';
import { CliError, type Streams } from './command.js';

/** The variable that holds the passphrase of a private key unless another is named. */
export const passphraseVariable = 'ESPALIER_KEY_PASSPHRASE';

/**
 * Reads a private key; the passphrase of an encrypted one comes from the environment.
 * @throws CliError 2
 */
export async function readSigningKeyFile(
  file: string,
  variable: string,
  { err }: Streams,
): Promise<SigningKey> {
  const reading = readSigningKey(await textOf(file), process.env[variable]);
  if (!reading.ok) {
    const mend = reading.code === 'passphrase-needed' ? `: set ${variable}` : '';
    throw new CliError(`${file} ${reading.detail}${mend}`, 2);
  }
  if (await othersMayRead(file)) err(`warning: others may read ${file}: chmod 600 ${file}`);
  return reading.key;
}

/** The public key in a file, as that of a publisher. @throws CliError 2 */
export async function readPublisherKeyFile(file: string, publisher: string): Promise<PublisherKey> {
  return keyOf(publisher, await textOf(file), file);
}

/** The keys in a JSON file, `{ "publisher": ["public key", …] }`. @throws CliError 2 */
export async function readTrustedFile(file: string): Promise<PublisherKey[]> {
  let value: unknown;
  try {
    value = JSON.parse(await textOf(file));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${file}: ${(error as Error).message}`, 2);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notTrusted(file);
  return Object.entries(value).flatMap(([publisher, keys]: [string, unknown]) => {
    if (!Array.isArray(keys)) throw notTrusted(file);
    return keys.map((key: unknown, at) => {
      if (typeof key !== 'string') throw notTrusted(file);
      return keyOf(publisher, key, `${file}: ${publisher}[${at}]`);
    });
  });
}

function notTrusted(file: string): CliError {
  return new CliError(`${file} must be { "publisher": ["public key", …], … }`, 2);
}

function keyOf(publisher: string, text: string, where: string): PublisherKey {
  const reading = readPublisherKey(publisher, text);
  if (!reading.ok) throw new CliError(`${where} ${reading.detail}`, 2);
  return reading.key;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CliError(code === 'ENOENT' ? `there is no file ${file}` : `${file}: ${message}`, 2);
  }
}

/** Windows keeps who may read a file elsewhere. */
async function othersMayRead(file: string): Promise<boolean> {
  return process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0;
}
