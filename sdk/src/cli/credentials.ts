import { readFile } from 'node:fs/promises';
import { CliError } from './command.js';
import type { Prompt } from './prompt.js';

/** A client of a server, as OAuth's client credentials have it. */
export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

const idVariable = 'ESPALIER_CLIENT_ID';
const secretVariable = 'ESPALIER_CLIENT_SECRET';

/** How to give credentials, for the help of a command. A secret in the command line could be seen by others. */
export const credentialOptions = [
  ['--client-id id', `the client to sign in as; ${idVariable} unless given, asked for at a terminal`],
  [
    '--client-secret-file file',
    `where its secret is; ${secretVariable} unless given, asked for at a terminal`,
  ],
] as const;

/** From the command line, the environment, or the terminal if any. @throws CliError 2 where one cannot be had. */
export async function readCredentials(
  given: { readonly id: string | undefined; readonly secretFile: string | undefined },
  terminal: Prompt | null,
): Promise<Credentials> {
  const id = given.id || process.env[idVariable] || (await terminal?.ask('Client id'));
  if (!id) throw new CliError(`${idVariable} or --client-id is needed to sign in`, 2);
  const secret =
    given.secretFile === undefined
      ? process.env[secretVariable] || (await terminal?.askSecret('Client secret'))
      : await secretIn(given.secretFile);
  if (!secret) throw new CliError(`${secretVariable} or --client-secret-file is needed to sign in`, 2);
  return { id, secret };
}

async function secretIn(file: string): Promise<string> {
  const secret = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (secret === '') throw new CliError(`${file} is missing or empty`, 2);
  return secret;
}
